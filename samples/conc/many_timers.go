// plain
// A hundred thousand timers of each kind: half are stopped, all others fire, each once and none too early.
package main

import (
	"fmt"
	"sync/atomic"
	"time"
)

func main() {
	const n = 100_000
	var fired, wrong, early atomic.Int64
	done := make(chan bool)
	stopped := make([]bool, n)
	timers := make([]*time.Timer, n)
	start := time.Now()
	for i := range timers {
		delay := time.Hour + time.Duration(i*7919%n)*time.Microsecond
		timers[i] = time.AfterFunc(delay, func() {
			if stopped[i] {
				wrong.Add(1)
			}
			if time.Since(start) < time.Duration(i%3)*time.Millisecond {
				early.Add(1)
			}
			if fired.Add(1) == n/2 {
				close(done)
			}
		})
	}
	for i := 0; i < n; i += 2 {
		stopped[i] = timers[i].Stop()
	}
	for i := 1; i < n; i += 2 {
		if !timers[i].Reset(time.Duration(i%3) * time.Millisecond) {
			wrong.Add(1)
		}
	}
	<-done
	fmt.Println("fired", fired.Load(), "wrong", wrong.Load(), "early", early.Load())

	channels := make([]*time.Timer, n)
	for i := range channels {
		channels[i] = time.NewTimer(time.Duration(i%5) * time.Millisecond)
	}
	live := 0
	for i := range channels {
		if i%2 == 0 {
			<-channels[i].C
			live++
		} else {
			channels[i].Stop()
		}
	}
	fmt.Println("received", live)
}
