package main

import "time"

type T struct{}

func (t *T) Run() { panic("m") }

func main() {
	t := &T{}
	go t.Run()
	time.Sleep(time.Second)
}
