// workers: 1
package main

import (
	"runtime"
	"sync"
)

// One goroutine has locked for reading and another one has unlocked: that nobody knows who reads now is not said otherwise.
func main() {
	var rw sync.RWMutex
	var mu sync.Mutex
	pass := func() {
		for range 100 {
			runtime.Gosched()
		}
	}
	go func() {
		rw.RLock()
		pass()
		mu.Lock()
	}()
	go func() {
		rw.RLock()
	}()
	runtime.Gosched()
	go rw.RUnlock()
	mu.Lock()
	runtime.Gosched()
	rw.Lock()
}
