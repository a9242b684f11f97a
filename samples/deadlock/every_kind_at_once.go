package main

import (
	"sync"
	"time"
)

func sender(c chan int)   { c <- 1 }
func receiver(c chan int) { <-c }
func selecter(a, b chan int) {
	select {
	case <-a:
	case b <- 1:
	}
}
func locker(mu *sync.Mutex) { mu.Lock() }

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	mu.Lock()
	c := make(chan int)
	wg.Add(5)
	go func() {
		sender(c)
	}()
	time.Sleep(5 * time.Millisecond)
	d := make(chan int)
	go func() { receiver(d) }()
	go selecter(make(chan int), make(chan int))
	go locker(&mu)
	go func() { select {} }()
	wg.Wait()
}
