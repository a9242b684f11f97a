// workers: 1
package main

import "time"

// A timer that was stopped sends nothing, and a timer sends once.
func main() {
	timer := time.NewTimer(time.Hour)
	ticker := time.NewTicker(time.Hour)
	timer.Stop()
	ticker.Stop()
	once := time.After(time.Millisecond)
	go func() { <-timer.C }()
	go func() {
		for range ticker.C {
		}
	}()
	<-once
	select {
	case <-once:
	case <-ticker.C:
	}
}
