// workers: 1
package main

import (
	"runtime"
	"sync"
)

func produce(values chan<- int) {
	for i := range 3 {
		values <- i
	}
}

// What was sent or received last, and what has become of who did it.
func main() {
	var mu sync.Mutex
	mu.Lock()
	values := make(chan int, 1)
	go produce(values)
	go func() {
		for range values {
		}
	}()
	jobs, stop := make(chan int), make(chan bool)
	go func() {
		<-jobs
		mu.Lock()
	}()
	jobs <- 1
	runtime.Gosched()
	go func() {
		select {
		case jobs <- 2:
		case <-stop:
		}
	}()
	runtime.Gosched()
	go func() {
		runtime.Gosched()
		stop <- true
		stop <- true
	}()
	for range 10 {
		runtime.Gosched()
	}
	mine := make(chan int, 1)
	mine <- 1
	mine <- 2
}
