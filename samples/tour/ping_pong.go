// Two goroutines take turns over two channels.
package main

import "fmt"

func player(name string, in <-chan int, out chan<- int, done chan<- bool) {
	for ball := range in {
		fmt.Println(name, ball)
		if ball == 6 {
			close(out)
			done <- true
			return
		}
		out <- ball + 1
	}
	done <- true
}

func main() {
	left, right := make(chan int), make(chan int)
	done := make(chan bool)
	go player("ping", left, right, done)
	go player("    pong", right, left, done)
	left <- 1
	<-done
	<-done
}
