// A buffered channel limits how many goroutines work at the same time.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	slots := make(chan struct{}, 3)
	var running, highest atomic.Int32
	var wg sync.WaitGroup
	for i := 0; i < 12; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			slots <- struct{}{}
			now := running.Add(1)
			for {
				seen := highest.Load()
				if now <= seen || highest.CompareAndSwap(seen, now) {
					break
				}
			}
			time.Sleep(2 * time.Millisecond)
			running.Add(-1)
			<-slots
		}()
	}
	wg.Wait()
	fmt.Println("never more than 3:", highest.Load() <= 3, "left:", running.Load())
}
