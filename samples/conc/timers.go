package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	t := time.NewTimer(10 * time.Millisecond)
	<-t.C
	fmt.Println("fired", time.Since(start) >= 10*time.Millisecond, t.Stop())
	t = time.NewTimer(time.Hour)
	fmt.Println("stopped", t.Stop(), t.Stop())
	fmt.Println("reset", t.Reset(5*time.Millisecond))
	<-t.C
	fmt.Println("fired after reset", t.Reset(time.Hour), t.Stop())
	done := make(chan string, 1)
	time.AfterFunc(5*time.Millisecond, func() { done <- "after func" })
	fmt.Println(<-done)
	a := time.AfterFunc(time.Hour, func() { fmt.Println("never") })
	fmt.Println(a.Stop())
	select {
	case <-time.After(10 * time.Millisecond):
		fmt.Println("after")
	case <-time.After(time.Hour):
		fmt.Println("never")
	}
	// A timer that is not read keeps its value.
	u := time.NewTimer(time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	select {
	case <-u.C:
		fmt.Println("kept")
	default:
		fmt.Println("lost")
	}
	// Stopping an expired timer whose value was not received: nothing stale is left.
	u = time.NewTimer(time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	u.Stop()
	select {
	case <-u.C:
		fmt.Println("stale")
	default:
		fmt.Println("clean")
	}
	fmt.Println(len(u.C), cap(u.C))
	z := time.NewTimer(-time.Second)
	<-z.C
	time.Sleep(0)
	time.Sleep(-1)
	fmt.Println("done")
}
