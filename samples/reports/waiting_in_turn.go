package main

import (
	"context"
	"sync"
	"time"
)

// Everybody waits for a reason of their own.
func main() {
	var wg sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	_ = cancel
	start := func(f func()) {
		wg.Add(1)
		started := make(chan bool)
		go func() {
			defer wg.Done()
			close(started)
			f()
		}()
		<-started
	}
	full := make(chan string, 1)
	full <- "first"
	start(func() { full <- "second" })
	start(func() { <-ctx.Done() })
	stopped := time.NewTimer(time.Hour)
	stopped.Stop()
	start(func() { <-stopped.C })
	start(func() {
		select {
		case <-full2(full):
		case <-ctx.Done():
		case full <- "third":
		}
	})
	var none chan int
	start(func() { none <- 1 })
	cond := sync.NewCond(&sync.Mutex{})
	start(func() {
		cond.L.Lock()
		cond.Wait()
	})
	start(func() { select {} })
	wg.Wait()
}

func full2(chan string) chan string { return make(chan string) }
