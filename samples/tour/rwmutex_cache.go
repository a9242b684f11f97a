// An RWMutex lets many readers in at once, but only one writer alone.
package main

import (
	"fmt"
	"sync"
)

type Cache struct {
	mu   sync.RWMutex
	data map[int]int
}

func (c *Cache) Get(n int) int {
	c.mu.RLock()
	v, ok := c.data[n]
	c.mu.RUnlock()
	if ok {
		return v
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.data[n] = n * n
	return n * n
}

func main() {
	cache := Cache{data: make(map[int]int)}
	var wg sync.WaitGroup
	sums := make([]int, 10)
	for g := range sums {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 20 {
				sums[g] += cache.Get(i)
			}
		}()
	}
	wg.Wait()
	fmt.Println(sums, len(cache.data))
}
