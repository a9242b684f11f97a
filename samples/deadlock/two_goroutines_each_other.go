package main

func relay(in <-chan int, out chan<- int) {
	out <- <-in
}

func main() {
	a, b := make(chan int), make(chan int)
	go relay(a, b)
	go relay(b, a)
	<-make(chan bool)
}
