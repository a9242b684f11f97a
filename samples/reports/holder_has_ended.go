package main

import "sync"

var mu sync.Mutex

func setUp(done chan bool) {
	mu.Lock()
	done <- true
}

func main() {
	done := make(chan bool)
	go setUp(done)
	<-done
	mu.Lock()
}
