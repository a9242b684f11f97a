// flags: --memory 64MiB
package main

import "fmt"

// Everything stays reachable, so no collection can help.
func main() {
	fmt.Println("begin")
	var kept [][]byte
	for {
		kept = append(kept, make([]byte, 1<<20))
	}
}
