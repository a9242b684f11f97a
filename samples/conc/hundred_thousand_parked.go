package main

import "fmt"

// A chain of goroutines, each waiting for its neighbour.
func main() {
	const n = 100000
	first := make(chan int)
	left := first
	for range n {
		right := make(chan int)
		go func(left chan<- int, right <-chan int) { left <- 1 + <-right }(left, right)
		left = right
	}
	go func() { left <- 0 }()
	fmt.Println(<-first)
}
