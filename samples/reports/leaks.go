// flags: --leaks
// workers: 1
// plain
package main

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
)

// The first error ends it, and nobody receives what the others send.
func checkAll(numbers []int) error {
	results := make(chan error)
	for range numbers {
		go func() { results <- errors.New("wrong") }()
	}
	for range numbers {
		if err := <-results; err != nil {
			return err
		}
	}
	return nil
}

// A request that is answered too late, again and again: each time another channel.
func timeOut() {
	for range 5 {
		answer := make(chan int)
		go func() { answer <- 1 }()
	}
}

// Nobody closes first, so neither stage ends.
func pipeline() {
	first, second := make(chan int), make(chan int)
	go func() {
		for n := range first {
			second <- n
		}
	}()
	go func() {
		for n := range second {
			fmt.Println(n)
		}
	}()
}

func forever(c chan int) { <-c }

func lockTwice() {
	var mu sync.Mutex
	mu.Lock()
	mu.Lock()
}

func main() {
	fmt.Println(checkAll(make([]int, 3)))
	timeOut()
	pipeline()
	go forever(nil)
	go lockTwice()
	for range 1000 {
		runtime.Gosched()
	}
}
