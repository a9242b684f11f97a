package main

import (
	"fmt"
	"runtime"
)

func main() {
	fmt.Println(runtime.NumGoroutine(), runtime.NumCPU() >= 1, runtime.GOMAXPROCS(0) >= 1)
	done := make(chan bool)
	started := make(chan bool)
	for range 5 {
		go func() {
			started <- true
			<-done
		}()
	}
	for range 5 {
		<-started
	}
	fmt.Println(runtime.NumGoroutine())
	close(done)
	runtime.GC()
	runtime.Gosched()
	var e runtime.Error
	func() {
		defer func() { e = recover().(runtime.Error) }()
		var p *int
		*p = 1
	}()
	fmt.Println(e.Error())
}
