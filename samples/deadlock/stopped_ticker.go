package main

import "time"

func main() {
	t := time.NewTicker(time.Hour)
	t.Stop()
	<-t.C
}
