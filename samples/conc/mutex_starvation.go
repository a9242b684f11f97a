// A goroutine that locks again at once cannot keep a waiter out for ever: one that has waited long enough gets the lock.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	const rounds = 500
	var mu sync.Mutex
	begun := make(chan bool)
	round := 0
	go func() {
		mu.Lock()
		close(begun)
		for round < rounds {
			// Whoever waits is woken only after this goroutine has gone on to lock again.
			time.Sleep(2 * time.Millisecond)
			round++
			mu.Unlock()
			mu.Lock()
		}
		mu.Unlock()
	}()
	<-begun
	mu.Lock()
	fmt.Println("got the lock before the other gave up:", round < rounds)
	round = rounds
	mu.Unlock()
}
