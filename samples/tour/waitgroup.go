// A WaitGroup counts goroutines: Add before starting one, Done when it ends, Wait until the count is zero.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	squares := make([]int, 5)
	for i := 0; i < 5; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			squares[i] = i * i // each goroutine has its own i and its own element
		}()
	}
	wg.Wait()
	fmt.Println("squares:", squares)
}
