package main

import "time"

func main() {
	c := make(chan int)
	go func() {
		c <- 1
	}()
	time.Sleep(20 * time.Millisecond)
	close(c)
	time.Sleep(time.Second)
}
