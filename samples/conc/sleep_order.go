package main

import (
	"fmt"
	"time"
)

// Sleep sort: goroutines wake in the order of their times.
func main() {
	out := make(chan int)
	for _, n := range []int{5, 1, 4, 2, 3} {
		go func() {
			time.Sleep(time.Duration(n) * 25 * time.Millisecond)
			out <- n
		}()
	}
	for range 5 {
		fmt.Print(<-out, " ")
	}
	fmt.Println()
}
