// workers: 1
package main

import (
	"fmt"
	"sync"
	"time"
)

// The cycle is reported when it forms, and the rest goes on.
func main() {
	var index sync.RWMutex
	var file sync.Mutex
	ready, one, other := make(chan bool), make(chan bool), make(chan bool)
	go func() {
		index.RLock()
		defer index.RUnlock()
		ready <- true
		<-one
		file.Lock()
		defer file.Unlock()
	}()
	<-ready
	// The last reader is no part of it.
	go func() {
		index.RLock()
		defer index.RUnlock()
		ready <- true
		select {}
	}()
	<-ready
	go func() {
		file.Lock()
		defer file.Unlock()
		ready <- true
		<-other
		index.Lock()
		defer index.Unlock()
	}()
	<-ready
	fmt.Println("one waits")
	one <- true
	time.Sleep(time.Millisecond)
	fmt.Println("both wait")
	other <- true
	time.Sleep(time.Millisecond)
	fmt.Println("main goes on")
}
