// A context with a timeout tells everybody who holds it to give up when the time is over.
package main

import (
	"context"
	"fmt"
	"time"
)

func work(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	fmt.Println("short work:", work(ctx, time.Millisecond))
	fmt.Println("long work:", work(ctx, 10*time.Second))
}
