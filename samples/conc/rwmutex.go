package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	var mu sync.RWMutex
	mu.RLock()
	mu.RLock()
	fmt.Println(mu.TryRLock(), mu.TryLock())
	mu.RUnlock()
	mu.RUnlock()
	mu.RUnlock()
	fmt.Println(mu.TryLock(), mu.TryRLock())
	mu.Unlock()

	// Readers are together inside, a writer is alone.
	var readers, most, writers atomic.Int32
	bad := atomic.Bool{}
	var wg sync.WaitGroup
	barrier := make(chan struct{})
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-barrier
			mu.RLock()
			n := readers.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			if writers.Load() != 0 {
				bad.Store(true)
			}
			time.Sleep(20 * time.Millisecond)
			readers.Add(-1)
			mu.RUnlock()
		}()
	}
	close(barrier)
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			time.Sleep(5 * time.Millisecond)
			mu.Lock()
			defer mu.Unlock()
			if writers.Add(1) != 1 || readers.Load() != 0 {
				bad.Store(true)
			}
			writers.Add(-1)
		}()
	}
	wg.Wait()
	fmt.Println("readers together:", most.Load() > 1, "bad:", bad.Load())
	l := mu.RLocker()
	l.Lock()
	fmt.Println(mu.TryLock())
	l.Unlock()
}
