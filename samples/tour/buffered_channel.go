// A buffered channel keeps up to cap values; sending waits only when it is full.
package main

import "fmt"

func main() {
	ch := make(chan int, 3)
	ch <- 1
	ch <- 2
	fmt.Println("len", len(ch), "cap", cap(ch))
	ch <- 3
	fmt.Println("len", len(ch), "cap", cap(ch))
	fmt.Println(<-ch, <-ch, <-ch)
	fmt.Println("len", len(ch), "cap", cap(ch))
}
