package main

import "fmt"

// A select with several ready cases chooses each of them often.
func main() {
	a, b := make(chan int), make(chan int)
	close(a)
	close(b)
	counts := [2]int{}
	for range 1000 {
		select {
		case <-a:
			counts[0]++
		case <-b:
			counts[1]++
		}
	}
	fmt.Println(counts[0]+counts[1] == 1000, counts[0] > 300, counts[1] > 300)

	full := make(chan int, 1)
	sent, received := 0, 0
	for range 1000 {
		full <- 1
		c := make(chan int, 1)
		select {
		case <-full:
			received++
		case c <- 1:
			sent++
			<-full
		}
	}
	fmt.Println(sent > 300, received > 300)
}
