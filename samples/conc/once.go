package main

import (
	"fmt"
	"sync"
)

func main() {
	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("only once") })
	}
	// All callers wait until the first is through.
	var o sync.Once
	value := 0
	var wg sync.WaitGroup
	sums := make([]int, 20)
	for i := range sums {
		wg.Add(1)
		go func() {
			defer wg.Done()
			o.Do(func() {
				for range 1000 {
					value++
				}
			})
			sums[i] = value
		}()
	}
	wg.Wait()
	fmt.Println(sums)
	var p sync.Once
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		p.Do(func() { panic("counts as done") })
	}()
	p.Do(func() { fmt.Println("never") })
	calls := 0
	f := sync.OnceFunc(func() { calls++ })
	f()
	f()
	v := sync.OnceValue(func() int { calls += 10; return calls })
	fmt.Println(v(), v())
	w := sync.OnceValues(func() (string, error) { return "two", nil })
	s, err := w()
	fmt.Println(s, err, calls)
	q := sync.OnceFunc(func() { panic("each time") })
	for range 2 {
		func() {
			defer func() { fmt.Println("recovered", recover()) }()
			q()
		}()
	}
}
