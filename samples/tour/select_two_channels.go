// Select waits for whichever of several channels is ready first.
package main

import (
	"fmt"
	"time"
)

func main() {
	slow, fast := make(chan string), make(chan string)
	go func() {
		time.Sleep(60 * time.Millisecond)
		slow <- "slow"
	}()
	go func() {
		time.Sleep(10 * time.Millisecond)
		fast <- "fast"
	}()
	for i := 0; i < 2; i++ {
		select {
		case s := <-slow:
			fmt.Println("received", s)
		case s := <-fast:
			fmt.Println("received", s)
		}
	}
}
