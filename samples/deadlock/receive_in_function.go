package main

func take(c <-chan int) int {
	return <-c
}

func main() {
	c := make(chan int)
	println(take(c))
}
