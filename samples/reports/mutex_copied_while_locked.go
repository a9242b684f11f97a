package main

import "sync"

type counter struct {
	mu sync.Mutex
	n  int
}

func (c counter) add(n int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n + n
}

func main() {
	var c counter
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n = c.add(1)
}
