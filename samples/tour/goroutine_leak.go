// A goroutine that waits for ever on a channel leaks: it is not reported while others can still run.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func leak() {
	ch := make(chan int)
	go func() {
		v := <-ch // nobody has ch any more to send on it
		fmt.Println("never printed", v)
	}()
}

func main() {
	before := runtime.NumGoroutine()
	for range 3 {
		leak()
	}
	time.Sleep(5 * time.Millisecond)
	fmt.Println("leaked goroutines:", runtime.NumGoroutine()-before)
	fmt.Println("main ends")
}
