package main

func main() {
	c := make(chan int)
	f := func(a, b int) int { return a + b }
	println(f(1, <-c))
}
