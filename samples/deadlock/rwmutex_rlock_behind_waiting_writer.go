package main

import (
	"sync"
	"time"
)

func main() {
	var mu sync.RWMutex
	mu.RLock()
	go func() {
		mu.Lock()
	}()
	time.Sleep(20 * time.Millisecond)
	mu.RLock()
}
