package main

import (
	"fmt"
	"sync"
)

type account struct {
	sync.Mutex
	balance int
}

func transfer(from, to *account, n int) {
	from.Lock()
	defer from.Unlock()
	to.Lock()
	defer to.Unlock()
	from.balance -= n
	to.balance += n
}

func main() {
	var mu sync.Mutex
	fmt.Println(mu.TryLock(), mu.TryLock())
	mu.Unlock()
	a, b := &account{balance: 1000}, &account{}
	var wg sync.WaitGroup
	for range 100 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			transfer(a, b, 5)
		}()
	}
	wg.Wait()
	fmt.Println(a.balance, b.balance)
	// Another goroutine may unlock.
	mu.Lock()
	go mu.Unlock()
	mu.Lock()
	fmt.Println("locked again")
	var l sync.Locker = &mu
	l.Unlock()
	n := 0
	for g := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 5000 {
				mu.Lock()
				n += g
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println(n)
}
