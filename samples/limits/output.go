// flags: --output 32
package main

import (
	"fmt"
	"os"
)

// What is beyond the limit is not written; writers cannot go on.
func main() {
	for i := range 10 {
		fmt.Println("line", i)
		fmt.Fprintln(os.Stderr, "and", i)
	}
}
