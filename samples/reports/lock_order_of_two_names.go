package main

import "sync"

func main() {
	var mu, nu sync.Mutex
	var wg sync.WaitGroup
	ready, both := make(chan bool), make(chan bool)
	wg.Go(func() {
		mu.Lock()
		defer mu.Unlock()
		ready <- true
		<-both
		nu.Lock()
		defer nu.Unlock()
	})
	<-ready
	wg.Go(func() {
		nu.Lock()
		defer nu.Unlock()
		ready <- true
		<-both
		mu.Lock()
		defer mu.Unlock()
	})
	<-ready
	close(both)
	wg.Wait()
}
