// Waiting for a value that nobody will send is a deadlock too.
package main

import "fmt"

func main() {
	ch := make(chan string)
	go func() {
		fmt.Println("the goroutine ends without sending")
	}()
	fmt.Println(<-ch)
}
