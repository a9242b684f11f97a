// workers: 1
package main

import (
	"runtime"
	"sync"
)

// Whoever is woken from Wait needs the lock again, which the one that has woken it keeps.
func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	var tables sync.RWMutex
	written := sync.NewCond(&tables)
	go func() {
		cond.L.Lock()
		defer cond.L.Unlock()
		cond.Wait()
	}()
	go func() {
		tables.Lock()
		defer tables.Unlock()
		written.Wait()
	}()
	runtime.Gosched()
	mu.Lock()
	tables.RLock()
	cond.Signal()
	written.Broadcast()
	select {}
}
