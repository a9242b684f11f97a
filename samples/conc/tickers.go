package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	t := time.NewTicker(10 * time.Millisecond)
	for range 3 {
		<-t.C
	}
	fmt.Println("three ticks", time.Since(start) >= 30*time.Millisecond)
	t.Reset(5 * time.Millisecond)
	<-t.C
	// Ticks that nobody receives are dropped, not queued.
	time.Sleep(60 * time.Millisecond)
	n := 0
	for {
		select {
		case <-t.C:
			n++
			continue
		default:
		}
		break
	}
	fmt.Println("queued", n)
	t.Stop()
	select {
	case <-t.C:
		fmt.Println("never")
	case <-time.After(30 * time.Millisecond):
		fmt.Println("stopped")
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		time.NewTicker(-1)
	}()
	stop := make(chan struct{})
	ticks := make(chan int)
	go func() {
		t := time.NewTicker(5 * time.Millisecond)
		defer t.Stop()
		n := 0
		for {
			select {
			case <-t.C:
				n++
				if n == 4 {
					// Else another tick may come before this goroutine looks at stop.
					t.Stop()
					close(stop)
				}
			case <-stop:
				ticks <- n
				return
			}
		}
	}()
	fmt.Println(<-ticks)
}
