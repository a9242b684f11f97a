package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Wait() // nothing to wait for
	n := make([]int, 10)
	for round := range 3 { // reused
		wg.Add(len(n))
		for i := range n {
			go func() {
				defer wg.Done()
				n[i] += round
			}()
		}
		wg.Wait()
	}
	fmt.Println(n)
	// Several goroutines wait.
	wg.Add(1)
	done := make(chan int)
	for i := range 3 {
		go func() {
			wg.Wait()
			done <- i
		}()
	}
	wg.Done()
	fmt.Println(<-done + <-done + <-done)
	// A goroutine that starts others.
	var total sync.WaitGroup
	count := make(chan int, 100)
	var spawn func(depth int)
	spawn = func(depth int) {
		defer total.Done()
		count <- 1
		if depth > 0 {
			total.Add(2)
			go spawn(depth - 1)
			go spawn(depth - 1)
		}
	}
	total.Add(1)
	go spawn(4)
	total.Wait()
	fmt.Println(len(count))
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		var w sync.WaitGroup
		w.Add(-1)
	}()
	var g sync.WaitGroup
	results := make([]string, 3)
	for i := range results {
		g.Go(func() { results[i] = fmt.Sprint("task ", i) })
	}
	g.Wait()
	fmt.Println(results)
}
