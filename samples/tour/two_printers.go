// Two goroutines interleave by sleeping: one prints at 0, 40, 80 ms, the other at 20, 60, 100 ms.
package main

import (
	"fmt"
	"sync"
	"time"
)

func printer(name string, delay time.Duration, wg *sync.WaitGroup) {
	defer wg.Done()
	time.Sleep(delay)
	for i := 1; i <= 3; i++ {
		fmt.Println(name, i)
		time.Sleep(40 * time.Millisecond)
	}
}

func main() {
	var wg sync.WaitGroup
	wg.Add(2)
	go printer("tick", 0, &wg)
	go printer("tock", 20*time.Millisecond, &wg)
	wg.Wait()
}
