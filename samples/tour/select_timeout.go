// time.After gives a channel that receives once the time is over: a timeout for any operation.
package main

import (
	"fmt"
	"time"
)

func slow(d time.Duration) <-chan string {
	result := make(chan string, 1)
	go func() {
		time.Sleep(d)
		result <- "result"
	}()
	return result
}

func try(name string, work, limit time.Duration) {
	select {
	case r := <-slow(work):
		fmt.Println(name+":", r)
	case <-time.After(limit):
		fmt.Println(name + ": timeout")
	}
}

func main() {
	try("in time", 5*time.Millisecond, 200*time.Millisecond)
	try("too late", 500*time.Millisecond, 20*time.Millisecond)
}
