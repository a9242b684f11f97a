// flags: --memory 64MiB
package main

import (
	"fmt"
	"strings"
)

// Library functions keep to the limit too, before they begin to work.
func main() {
	fmt.Println(len(strings.Repeat("ab", 10<<20)))
	fmt.Println(len(strings.Repeat("ab", 1<<40)))
}
