package main

import "sync"

type account struct {
	mu      sync.Mutex
	balance int
}

var accounts [2]account

// Each locks the one it takes from, then, when both have done that, the one it gives to.
func transfer(from, to *account, ready, both chan bool) {
	from.mu.Lock()
	defer from.mu.Unlock()
	ready <- true
	<-both
	to.mu.Lock()
	defer to.mu.Unlock()
	from.balance--
	to.balance++
}

func main() {
	ready, both := make(chan bool), make(chan bool)
	go transfer(&accounts[0], &accounts[1], ready, both)
	<-ready
	go transfer(&accounts[1], &accounts[0], ready, both)
	<-ready
	close(both)
	select {}
}
