package main

import (
	"fmt"
	"sync"
)

type barrier struct {
	mu    sync.Mutex
	cond  *sync.Cond
	n     int
	count int
	phase int
}

func newBarrier(n int) *barrier {
	b := &barrier{n: n}
	b.cond = sync.NewCond(&b.mu)
	return b
}

func (b *barrier) wait() {
	b.mu.Lock()
	defer b.mu.Unlock()
	phase := b.phase
	b.count++
	if b.count == b.n {
		b.count = 0
		b.phase++
		b.cond.Broadcast()
		return
	}
	for phase == b.phase {
		b.cond.Wait()
	}
}

func main() {
	const n = 5
	b := newBarrier(n)
	var mu sync.Mutex
	log := map[int]int{}
	var wg sync.WaitGroup
	bad := false
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for phase := range 20 {
				mu.Lock()
				log[phase]++
				mu.Unlock()
				b.wait()
				mu.Lock()
				bad = bad || log[phase] != n
				mu.Unlock()
				b.wait()
			}
		}()
	}
	wg.Wait()
	fmt.Println(len(log), "bad:", bad)
}
