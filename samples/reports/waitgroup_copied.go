package main

import "sync"

func work(n int, wg sync.WaitGroup) {
	defer wg.Done()
	println(n)
}

func main() {
	var wg sync.WaitGroup
	for n := range 2 {
		wg.Add(1)
		work(n, wg)
	}
	wg.Wait()
}
