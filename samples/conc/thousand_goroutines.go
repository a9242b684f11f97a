package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	results := make(chan int, 1000)
	for i := range 1000 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sum := 0
			for j := range i {
				sum += j
			}
			results <- sum
		}()
	}
	wg.Wait()
	close(results)
	total := 0
	for r := range results {
		total += r
	}
	fmt.Println(total)
}
