// flags: --leaks
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

var requests = make(chan int)
var state struct {
	mu    sync.Mutex
	ready *sync.Cond
}

// Serves as long as the program runs.
func serve() {
	for range requests {
	}
}

func pool() int {
	jobs, results := make(chan int), make(chan int)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for job := range jobs {
				results <- job * job
			}
		})
	}
	go func() {
		for job := range 5 {
			jobs <- job
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	sum := 0
	for result := range results {
		sum += result
	}
	return sum
}

func main() {
	go serve()
	requests <- 1
	fmt.Println(pool())

	// Woken, though it may not have run since.
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-ctx.Done() }()
	cancel()

	// Woken when the time is up.
	late, stop := context.WithTimeout(context.Background(), time.Hour)
	_ = stop
	go func() { <-late.Done() }()
	ticker := time.NewTicker(time.Hour)
	go func() {
		for range ticker.C {
		}
	}()
	go func() { <-time.After(time.Hour) }()
	alarm := make(chan bool)
	time.AfterFunc(time.Hour, func() { alarm <- true })
	go func() { <-alarm }()

	// Waits for somebody who sleeps, who can still compute, or who waits for such a one.
	reply, done := make(chan int), make(chan int)
	go func() {
		time.Sleep(time.Hour)
		reply <- 1
	}()
	go func() { done <- <-reply }()
	go func() { <-done }()
	busy := make(chan int)
	go func() {
		for i := 0; ; i++ {
			if i < 0 {
				busy <- i
			}
		}
	}()
	go func() { <-busy }()

	// A package-level variable is always within reach.
	state.mu.Lock()
	go func() {
		state.mu.Lock()
	}()
	state.ready = sync.NewCond(&sync.Mutex{})
	go func() {
		state.ready.L.Lock()
		state.ready.Wait()
	}()

	// A buffer has room.
	buffered := make(chan int, 1)
	go func() { buffered <- 1 }()
	time.Sleep(10 * time.Millisecond)
}
