package main

import "time"

func work(n int) {
	panic("from goroutine")
}

func main() {
	go work(3)
	time.Sleep(time.Second)
}
