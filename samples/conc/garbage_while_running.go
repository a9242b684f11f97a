package main

import (
	"fmt"
	"sync"
)

type node struct {
	left, right *node
	payload     []int
}

func build(depth int) *node {
	if depth == 0 {
		return &node{payload: make([]int, 4)}
	}
	return &node{left: build(depth - 1), right: build(depth - 1)}
}

func (n *node) count() int {
	if n == nil {
		return 0
	}
	return 1 + n.left.count() + n.right.count()
}

// Several goroutines make garbage while others hold on to data through channels, maps and closures.
func main() {
	keep := build(10)
	held := make(chan *node, 8)
	byName := map[string]*node{}
	for i := range 8 {
		n := build(5)
		held <- n
		byName[fmt.Sprint("n", i)] = n
	}
	f := func() int { return keep.count() }
	var wg sync.WaitGroup
	totals := make([]int, 4)
	for g := range totals {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 30 {
				totals[g] += build(8).count()
			}
		}()
	}
	wg.Wait()
	close(held)
	sum := 0
	for n := range held {
		sum += n.count()
	}
	for _, n := range byName {
		sum += n.count()
	}
	fmt.Println(totals, sum, f())
}
