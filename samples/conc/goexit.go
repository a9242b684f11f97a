package main

import (
	"fmt"
	"runtime"
	"sync"
)

func deep(n int) {
	defer func() {
		if n == 2 {
			fmt.Println("deferred, recover gives", recover())
		}
	}()
	if n == 0 {
		runtime.Goexit()
	}
	deep(n - 1)
	fmt.Println("never")
}

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		deep(3)
		fmt.Println("never")
	}()
	wg.Wait()
	fmt.Println("goroutines:", runtime.NumGoroutine() >= 1)
}
