// Fan-out: one source, several goroutines that each take the next value when they are free.
package main

import (
	"fmt"
	"sync"
)

func main() {
	source := make(chan int)
	var wg sync.WaitGroup
	counts := make([]int, 4)
	sums := make([]int, 4)
	for w := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range source {
				counts[w]++
				sums[w] += v
			}
		}()
	}
	for i := 1; i <= 100; i++ {
		source <- i
	}
	close(source)
	wg.Wait()
	count, sum := 0, 0
	for w := range 4 {
		count += counts[w]
		sum += sums[w]
	}
	fmt.Println("values", count, "sum", sum)
}
