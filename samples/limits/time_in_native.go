// flags: --timeout 200ms
package main

import (
	"fmt"
	"sort"
	"strings"
)

// Long library calls notice, too.
func main() {
	fmt.Println("begin")
	numbers := make([]int, 1<<20)
	text := strings.Repeat("a", 1<<20)
	var pairs []string
	for range 1000 {
		pairs = append(pairs, "b", "c")
	}
	replacer := strings.NewReplacer(pairs...)
	for {
		for i := range numbers {
			numbers[i] = (i * 7919) % 1_000_003
		}
		sort.Ints(numbers)
		replacer.Replace(text)
	}
}
