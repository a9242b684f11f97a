package main

import "sync"

var rw sync.RWMutex

func find(done chan bool) {
	rw.RLock()
	done <- true
}

func main() {
	done := make(chan bool)
	for range 6 {
		go find(done)
		<-done
	}
	rw.Lock()
}
