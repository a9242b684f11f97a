package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	defer fmt.Println("deferred runs")
	go func() {
		time.Sleep(5 * time.Millisecond)
		fmt.Println("other done")
	}()
	runtime.Goexit()
}
