// A panic that no deferred function of the same goroutine recovers ends the whole program.
package main

import (
	"fmt"
	"time"
)

func main() {
	defer fmt.Println("main's deferred calls do not run")
	go func() {
		panic("something went wrong")
	}()
	time.Sleep(time.Second)
	fmt.Println("never printed")
}
