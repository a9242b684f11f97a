// workers: 1
package main

import (
	"runtime"
	"sync"
)

// A reader that has come back for more, after a writer has begun to wait.
func main() {
	var rw sync.RWMutex
	rw.RLock()
	go func() {
		rw.Lock()
		defer rw.Unlock()
	}()
	for range 100 {
		runtime.Gosched()
	}
	rw.RLock()
}
