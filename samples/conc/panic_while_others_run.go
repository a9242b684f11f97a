package main

import (
	"fmt"
	"time"
)

func main() {
	for range 3 {
		go func() {
			for {
			}
		}()
	}
	go func() {
		defer fmt.Println("deferred call of the panicking goroutine")
		var m map[string]int
		m["x"] = 1
	}()
	time.Sleep(5 * time.Second)
	fmt.Println("never")
}
