// Receiving from a channel is also a way to wait: the value says nothing, its arrival does.
package main

import "fmt"

func main() {
	done := make(chan struct{})
	go func() {
		fmt.Println("working")
		close(done)
	}()
	<-done
	fmt.Println("done")
}
