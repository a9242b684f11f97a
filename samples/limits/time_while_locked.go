// flags: --timeout 200ms
package main

import (
	"fmt"
	"sync"
)

// Waiting for a lock ends with the time, as long as somebody could still unlock it.
func main() {
	fmt.Println("begin")
	var mu sync.Mutex
	mu.Lock()
	go func() {
		for {
		}
	}()
	mu.Lock()
}
