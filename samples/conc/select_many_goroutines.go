package main

import (
	"fmt"
	"sync"
)

// Many goroutines select on the same channels; every value arrives exactly once.
func main() {
	const workers, values = 8, 2000
	in := [3]chan int{make(chan int), make(chan int, 1), make(chan int, 10)}
	out := make(chan int)
	quit := make(chan struct{})
	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				var v int
				select {
				case v = <-in[0]:
				case v = <-in[1]:
				case v = <-in[2]:
				case <-quit:
					return
				}
				out <- v
			}
		}()
	}
	go func() {
		for i := range values {
			select {
			case in[0] <- i:
			case in[1] <- i:
			case in[2] <- i:
			}
		}
	}()
	seen := make([]int, values)
	for range values {
		seen[<-out]++
	}
	close(quit)
	wg.Wait()
	wrong := 0
	for _, n := range seen {
		if n != 1 {
			wrong++
		}
	}
	fmt.Println("wrong:", wrong)
}
