// workers: 1
package main

import (
	"runtime"
	"sync"
)

// Nobody writes yet, but who wants to keeps others from reading.
func main() {
	var cache sync.RWMutex
	var stats sync.Mutex
	pass := func() {
		for range 100 {
			runtime.Gosched()
		}
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		cache.RLock()
		defer cache.RUnlock()
		pass()
		pass()
		stats.Lock()
		defer stats.Unlock()
	})
	wg.Go(func() {
		stats.Lock()
		defer stats.Unlock()
		pass()
		cache.RLock()
		defer cache.RUnlock()
	})
	runtime.Gosched()
	wg.Go(func() {
		cache.Lock()
		defer cache.Unlock()
	})
	wg.Wait()
}
