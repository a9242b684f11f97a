package main

import (
	"fmt"
	"sync"
)

// A select never communicates with itself, so both sides are always needed.
func main() {
	c := make(chan int)
	var wg sync.WaitGroup
	total := make([]int, 4)
	for g := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < 500; i++ {
				select {
				case c <- 1:
					total[g]--
				case v := <-c:
					total[g] += v
				}
			}
		}()
	}
	finished := make(chan struct{})
	go func() { wg.Wait(); close(finished) }()
	rest := 0
	for {
		select {
		case c <- 1: // the last ones may be left alone
			rest--
			continue
		case v := <-c:
			rest += v
			continue
		case <-finished:
		}
		break
	}
	sum := rest
	for _, t := range total {
		sum += t
	}
	fmt.Println("balance:", sum)
	select {
	case c <- 1:
		fmt.Println("never")
	case <-c:
		fmt.Println("never")
	default:
		fmt.Println("nobody else")
	}
}
