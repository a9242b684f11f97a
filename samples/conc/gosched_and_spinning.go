package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

func main() {
	var flag atomic.Bool
	go func() { flag.Store(true) }()
	for !flag.Load() { // busy waiting with preemption only
	}
	fmt.Println("seen")
	var turn atomic.Int32
	done := make(chan bool)
	for i := range int32(3) {
		go func() {
			for n := range int32(4) {
				for turn.Load() != n*3+i {
					runtime.Gosched()
				}
				fmt.Print(i)
				turn.Add(1)
			}
			done <- true
		}()
	}
	for range 3 {
		<-done
	}
	fmt.Println()
}
