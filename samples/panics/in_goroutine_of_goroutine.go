package main

import "time"

func main() {
	go func() {
		go func() {
			panic("deep")
		}()
		time.Sleep(time.Second)
	}()
	time.Sleep(time.Second)
}
