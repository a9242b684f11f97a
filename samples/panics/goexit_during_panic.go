package main

import (
	"fmt"
	"runtime"
)

func main() {
	done := make(chan bool)
	go func() {
		defer close(done)
		defer runtime.Goexit()
		panic("swallowed")
	}()
	<-done
	fmt.Println("goes on")
}
