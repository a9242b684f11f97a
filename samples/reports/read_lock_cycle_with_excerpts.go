// flags: --format human
// workers: 1
package main

import "sync"

type account struct {
	sync.RWMutex
	balance int
}

// Both read before they write, so that neither can.
func (a *account) double(both *sync.WaitGroup) {
	a.RLock()
	defer a.RUnlock()
	both.Done()
	both.Wait()
	a.Lock()
	a.balance *= 2
	a.Unlock()
}

func main() {
	var a account
	var both, all sync.WaitGroup
	both.Add(2)
	for range 2 {
		all.Go(func() { a.double(&both) })
	}
	all.Wait()
}
