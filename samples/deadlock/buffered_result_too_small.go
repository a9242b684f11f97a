package main

import "sync"

func one(out chan<- int) { out <- 1 }
func two(out chan<- int) { out <- 2 }

func main() {
	results := make(chan int, 1)
	var wg sync.WaitGroup
	for _, f := range []func(chan<- int){one, two} {
		wg.Add(1)
		f(results)
	}
	wg.Wait()
}
