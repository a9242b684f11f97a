// Five philosophers, five forks: taking the lower-numbered fork first makes a deadlock impossible.
package main

import (
	"fmt"
	"sync"
)

func main() {
	const n = 5
	var forks [n]sync.Mutex
	meals := make([]int, n)
	var wg sync.WaitGroup
	for p := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			first, second := p, (p+1)%n
			if first > second {
				first, second = second, first
			}
			for range 20 {
				forks[first].Lock()
				forks[second].Lock()
				meals[p]++
				forks[second].Unlock()
				forks[first].Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println(meals)
}
