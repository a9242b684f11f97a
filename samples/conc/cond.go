package main

import (
	"fmt"
	"sync"
)

type queue struct {
	mu    sync.Mutex
	ready *sync.Cond
	items []int
}

func newQueue() *queue {
	q := &queue{}
	q.ready = sync.NewCond(&q.mu)
	return q
}

func (q *queue) put(v int) {
	q.mu.Lock()
	q.items = append(q.items, v)
	q.mu.Unlock()
	q.ready.Signal()
}

func (q *queue) get() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		q.ready.Wait()
	}
	v := q.items[0]
	q.items = q.items[1:]
	return v
}

func main() {
	q := newQueue()
	results := make(chan int)
	for range 3 {
		go func() {
			sum := 0
			for {
				v := q.get()
				if v < 0 {
					results <- sum
					return
				}
				sum += v
			}
		}()
	}
	for i := range 100 {
		q.put(i)
	}
	for range 3 {
		q.put(-1)
	}
	fmt.Println(<-results + <-results + <-results)

	var mu sync.Mutex
	gate := sync.NewCond(&mu)
	open, waiting := false, 0
	passed := make(chan bool)
	for range 5 {
		go func() {
			mu.Lock()
			waiting++
			for !open {
				gate.Wait()
			}
			mu.Unlock()
			passed <- true
		}()
	}
	for {
		mu.Lock()
		if waiting == 5 {
			open = true
			gate.Broadcast()
			mu.Unlock()
			break
		}
		mu.Unlock()
	}
	for range 5 {
		<-passed
	}
	fmt.Println("all passed")
}
