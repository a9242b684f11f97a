// A writer that waits for a reader keeps new readers out; those that came meanwhile go on before the next writer.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var rw sync.RWMutex
	var log []string
	var wg sync.WaitGroup
	rw.RLock()
	wg.Add(1)
	go func() {
		defer wg.Done()
		rw.Lock()
		log = append(log, "writer")
		rw.Unlock()
	}()
	// TryRLock fails as soon as the writer waits.
	for rw.TryRLock() {
		rw.RUnlock()
		time.Sleep(time.Millisecond)
	}
	fmt.Println("a writer waits: TryLock", rw.TryLock(), "TryRLock", rw.TryRLock())
	blocked := make(chan bool)
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			blocked <- true
			rw.RLock()
			n := len(log)
			rw.RUnlock()
			fmt.Println("a reader sees", n)
		}()
		<-blocked
	}
	log = append(log, "first reader")
	rw.RUnlock()
	wg.Wait()
	fmt.Println(log)
}
