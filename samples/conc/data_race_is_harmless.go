package main

import (
	"fmt"
	"sync"
)

type pair struct{ a, b int }

// Races give unpredictable values, but nothing worse.
func main() {
	var wg sync.WaitGroup
	shared, text, p := 0, "", pair{}
	slice := make([]int, 10)
	for g := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 1000 {
				shared++
				text = fmt.Sprint("g", g)
				p = pair{i, i}
				slice[i%10] = g
			}
		}()
	}
	wg.Wait()
	fmt.Println(shared > 0, shared <= 4000, len(text), p.a >= 0, slice[0] < 4)
}
