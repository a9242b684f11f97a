package main

import (
	"fmt"
	"time"
)

// A goroutine in an endless loop without a call does not stop the others.
func main() {
	for range 8 {
		go func() {
			for {
			}
		}()
	}
	ticks := 0
	timeout := time.After(5 * time.Second)
	for ticks < 3 {
		select {
		case <-time.After(10 * time.Millisecond):
			ticks++
		case <-timeout:
			fmt.Println("starved")
			return
		}
	}
	done := make(chan int)
	go func() {
		sum := 0
		for i := range 100000 {
			sum += i
		}
		done <- sum
	}()
	fmt.Println("ticks", ticks, "sum", <-done)
}
