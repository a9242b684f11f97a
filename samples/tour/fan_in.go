// Fan-in: several sources merged into one channel, closed when all of them are done.
package main

import (
	"fmt"
	"sort"
	"sync"
)

func source(values ...int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for _, v := range values {
			out <- v
		}
	}()
	return out
}

func merge(inputs ...<-chan int) <-chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	for _, in := range inputs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range in {
				out <- v
			}
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	return out
}

func main() {
	var all []int
	for v := range merge(source(1, 4, 7), source(2, 5, 8), source(3, 6, 9)) {
		all = append(all, v)
	}
	sort.Ints(all)
	fmt.Println(all)
}
