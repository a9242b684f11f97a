// One goroutine produces, main consumes; closing the channel is how the producer says that there is no more.
package main

import "fmt"

func produce(out chan<- int) {
	for i := 1; i <= 5; i++ {
		fmt.Println("produce", i)
		out <- i
	}
	close(out)
}

func consume(in <-chan int, done chan<- int) {
	total := 0
	for v := range in {
		total += v
	}
	done <- total
}

func main() {
	items, done := make(chan int), make(chan int)
	go produce(items)
	go consume(items, done)
	fmt.Println("total", <-done)
}
