// workers: 1
package main

import "sync"

// Three goroutines read; the first of them wants what the writer has.
func main() {
	var settings sync.RWMutex
	var log sync.Mutex
	var wg sync.WaitGroup
	ready, done, both := make(chan bool), make(chan bool), make(chan bool)
	wg.Go(func() {
		settings.RLock()
		defer settings.RUnlock()
		ready <- true
		<-both
		log.Lock()
		defer log.Unlock()
	})
	<-ready
	for range 2 {
		wg.Go(func() {
			settings.RLock()
			defer settings.RUnlock()
			ready <- true
			<-done
		})
		<-ready
	}
	wg.Go(func() {
		log.Lock()
		defer log.Unlock()
		ready <- true
		<-both
		settings.Lock()
		defer settings.Unlock()
	})
	<-ready
	close(both)
	wg.Wait()
}
