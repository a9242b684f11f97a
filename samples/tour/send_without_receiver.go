// Nobody receives, nobody else can run: every goroutine is asleep, which Go reports as a deadlock.
package main

import "fmt"

func main() {
	ch := make(chan int)
	fmt.Println("sending")
	ch <- 1
	fmt.Println("never printed")
}
