package main

import "fmt"

func squares(n int, out chan<- int) {
	for i := range n {
		out <- i * i
	}
}

func main() {
	c := make(chan int)
	go squares(3, c)
	for square := range c {
		fmt.Println(square)
	}
}
