// flags: --format human
// workers: 1
// plain
package main

import (
	"runtime"
	"sync"
)

type account struct {
	sync.RWMutex
	balance int
}

// Both read before they write, so that neither can.
func (a *account) double(second bool, both *sync.WaitGroup) {
	a.RLock()
	defer a.RUnlock()
	both.Done()
	both.Wait()
	// Once the first one waits to write, nobody else may read.
	for second && a.TryRLock() {
		a.RUnlock()
		runtime.Gosched()
	}
	a.Lock()
	a.balance *= 2
	a.Unlock()
}

func main() {
	var a account
	var both, all sync.WaitGroup
	both.Add(2)
	for i := range 2 {
		all.Go(func() { a.double(i == 1, &both) })
	}
	all.Wait()
}
