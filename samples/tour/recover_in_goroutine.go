// Each goroutine recovers its own panics; here they become error values.
package main

import (
	"errors"
	"fmt"
)

func safely(f func()) <-chan error {
	result := make(chan error, 1)
	go func() {
		defer func() {
			switch r := recover().(type) {
			case nil:
				result <- nil
			case error:
				result <- r
			default:
				result <- fmt.Errorf("panic: %v", r)
			}
		}()
		f()
	}()
	return result
}

func main() {
	var zero int
	fmt.Println(<-safely(func() {}))
	fmt.Println(<-safely(func() { panic("oops") }))
	fmt.Println(<-safely(func() { panic(errors.New("an error")) }))
	fmt.Println(<-safely(func() { fmt.Println(1 / zero) }))
}
