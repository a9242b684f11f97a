// flags: --timeout 200ms
package main

import (
	"fmt"
	"time"
)

// Whatever goroutines do, the deadline holds: one computes, one waits, one sleeps.
func main() {
	fmt.Println("begin")
	go func() {
		for {
		}
	}()
	go func() { select {} }()
	time.Sleep(time.Hour)
}
