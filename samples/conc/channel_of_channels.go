package main

import "fmt"

type request struct {
	n     int
	reply chan int
}

func server(requests <-chan request) {
	state := 0
	for r := range requests {
		state += r.n
		r.reply <- state
	}
}

func main() {
	requests := make(chan request)
	go server(requests)
	for _, n := range []int{5, 10, -3} {
		r := request{n, make(chan int)}
		requests <- r
		fmt.Println(<-r.reply)
	}
	close(requests)
}
