// flags: --format human
// What WaitGroup.Go starts was started by whoever called Go.
package main

import (
	"fmt"
	"sync"
)

func square(in <-chan int, out chan<- int) {
	for n := range in {
		out <- n * n
	}
}

func main() {
	in, out := make(chan int), make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { square(in, out) })
	}
	for n := range 2 {
		in <- n
	}
	close(in)
	wg.Wait()
	for n := range out {
		fmt.Println(n)
	}
}
