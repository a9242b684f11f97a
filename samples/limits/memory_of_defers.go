// flags: --memory 16MiB
package main

import "fmt"

// So do deferred calls.
func main() {
	fmt.Println("begin")
	for {
		defer fmt.Println("not reached")
	}
}
