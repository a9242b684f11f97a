// Cancelling a context stops all goroutines that watch it.
package main

import (
	"context"
	"fmt"
	"sync"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	stopped := make([]bool, 3)
	for i := range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-ctx.Done()
			stopped[i] = true
		}()
	}
	fmt.Println("before:", ctx.Err())
	cancel()
	wg.Wait()
	fmt.Println("after:", ctx.Err(), stopped)
}
