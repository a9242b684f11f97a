// A Ticker sends the time again and again until it is stopped.
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	ticker := time.NewTicker(10 * time.Millisecond)
	for i := 1; i <= 3; i++ {
		<-ticker.C
		fmt.Println("tick", i)
	}
	ticker.Stop()
	elapsed := time.Since(start)
	fmt.Println("at least 30 ms:", elapsed >= 30*time.Millisecond)
}
