// A select with a default case never waits: it polls.
package main

import "fmt"

func main() {
	messages := make(chan string, 1)
	poll := func() {
		select {
		case m := <-messages:
			fmt.Println("received", m)
		default:
			fmt.Println("nothing there")
		}
	}
	poll()
	messages <- "hello"
	select {
	case messages <- "again":
		fmt.Println("sent")
	default:
		fmt.Println("full")
	}
	poll()
	poll()
}
