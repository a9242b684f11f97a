// A ticker spaces out work; the elapsed time proves it.
package main

import (
	"fmt"
	"time"
)

func main() {
	requests := make(chan int, 4)
	for i := 1; i <= 4; i++ {
		requests <- i
	}
	close(requests)
	start := time.Now()
	limiter := time.Tick(10 * time.Millisecond)
	for r := range requests {
		<-limiter
		fmt.Println("request", r)
	}
	fmt.Println("spaced out:", time.Since(start) >= 40*time.Millisecond)
}
