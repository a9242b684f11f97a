// The usual shape of a goroutine that serves several channels until it is told to stop.
package main

import "fmt"

func counter(next chan<- int, quit <-chan struct{}) {
	n := 0
	for {
		select {
		case next <- n:
			n++
		case <-quit:
			fmt.Println("quit")
			close(next)
			return
		}
	}
}

func main() {
	next, quit := make(chan int), make(chan struct{})
	go counter(next, quit)
	fmt.Println(<-next, <-next, <-next)
	quit <- struct{}{}
	_, ok := <-next
	fmt.Println("open:", ok)
}
