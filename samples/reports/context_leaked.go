// flags: --leaks --format human
// workers: 1
package main

import (
	"context"
	"runtime"
)

func watch(ctx context.Context) <-chan struct{} {
	watched := make(chan struct{})
	go func() {
		<-ctx.Done()
		close(watched)
	}()
	return watched
}

func main() {
	ctx, _ := context.WithCancel(context.Background())
	watch(ctx)
	// Often enough for it to wait, even if it makes way at each allocation.
	for range 50 {
		runtime.Gosched()
	}
}
