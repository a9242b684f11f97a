package main

import (
	"fmt"
	"sync"
)

func depth(n int, p *int) int {
	var local [8]int
	local[n%8] = n
	*p++
	if n == 0 {
		return 0
	}
	return depth(n-1, p) + local[n%8] - n + 1
}

func main() {
	var wg sync.WaitGroup
	out := make([]int, 20)
	for i := range out {
		wg.Add(1)
		go func() {
			defer wg.Done()
			calls := 0
			out[i] = depth(1000*(i+1), &calls) - calls
		}()
	}
	wg.Wait()
	fmt.Println(out)
}
