// WaitGroup.Go is Add, go and Done in one.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	lengths := make([]int, 3)
	for i, word := range []string{"one", "three", "seventeen"} {
		wg.Go(func() { lengths[i] = len(word) })
	}
	wg.Wait()
	fmt.Println(lengths)
}
