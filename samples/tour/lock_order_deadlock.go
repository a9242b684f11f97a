// Two goroutines take two locks in opposite order. Each waits for the other, and main for both.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var a, b sync.Mutex
	haveA, haveB := make(chan bool), make(chan bool)
	done := make(chan bool)
	go func() {
		a.Lock()
		haveA <- true
		<-haveB
		b.Lock()
		done <- true
	}()
	go func() {
		b.Lock()
		<-haveA
		haveB <- true
		a.Lock()
		done <- true
	}()
	fmt.Println("waiting")
	<-done
}
