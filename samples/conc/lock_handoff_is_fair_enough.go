package main

import (
	"fmt"
	"sync"
	"time"
)

// A goroutine that takes a lock again and again does not keep another one out for ever.
func main() {
	var mu sync.Mutex
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			default:
				mu.Lock()
				for i := 0; i < 1000; i++ {
				}
				mu.Unlock()
			}
		}
	}()
	time.Sleep(time.Millisecond)
	got := 0
	for range 5 {
		mu.Lock()
		got++
		mu.Unlock()
		time.Sleep(time.Millisecond)
	}
	close(stop)
	fmt.Println("got the lock", got, "times")
}
