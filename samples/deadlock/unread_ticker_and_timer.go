package main

import "time"

func main() {
	time.NewTicker(time.Hour)
	time.NewTimer(time.Hour)
	<-make(chan int)
}
