package main

import "fmt"

// Goroutines that are runnable, blocked or spinning do not keep the program alive.
func main() {
	go func() {
		for {
		}
	}()
	go func() { <-make(chan int) }()
	for range 10 {
		go func() {
			n := 0
			for {
				n++
			}
		}()
	}
	defer fmt.Println("deferred call of main")
	fmt.Println("main returns")
}
