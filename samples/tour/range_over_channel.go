// Ranging over a channel receives until it is closed.
package main

import "fmt"

func fibonacci(n int, out chan<- int) {
	x, y := 0, 1
	for i := 0; i < n; i++ {
		out <- x
		x, y = y, x+y
	}
	close(out)
}

func main() {
	ch := make(chan int, 4)
	go fibonacci(10, ch)
	for v := range ch {
		fmt.Print(v, " ")
	}
	fmt.Println()
}
