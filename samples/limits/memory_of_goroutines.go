// flags: --memory 16MiB
package main

import "fmt"

// Stacks count like the heap: a million goroutines do not fit.
func main() {
	fmt.Println("begin")
	forever := make(chan bool)
	for i := 0; i < 1_000_000; i++ {
		go func() { <-forever }()
	}
	fmt.Println("not reached")
}
