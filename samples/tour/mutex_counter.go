// A Mutex lets one goroutine at a time change shared data.
package main

import (
	"fmt"
	"sync"
)

type Counter struct {
	mu    sync.Mutex
	count map[string]int
}

func (c *Counter) Inc(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count[key]++
}

func (c *Counter) Value(key string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.count[key]
}

func main() {
	c := Counter{count: map[string]int{}}
	var wg sync.WaitGroup
	for i := 0; i < 200; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.Inc("even")
			if i%2 == 1 {
				c.Inc("odd")
			}
		}()
	}
	wg.Wait()
	fmt.Println(c.Value("even"), c.Value("odd"))
}
