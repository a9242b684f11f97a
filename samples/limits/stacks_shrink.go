// flags: --memory 96MiB
// Each of 200 goroutines has needed a stack of megabytes once; waiting, it needs a small one only.
package main

import "fmt"

func deep(n int) int {
	var block [16]int
	block[n%16] = n & 1
	if n == 0 {
		return 0
	}
	return deep(n-1) + block[n%16]
}

func main() {
	const goroutines = 200
	depth := make(chan int)
	hold := make(chan bool)
	sum := 0
	for range goroutines {
		go func() {
			depth <- deep(20_000)
			<-hold
			depth <- deep(100)
		}()
		sum += <-depth
	}
	close(hold)
	for range goroutines {
		sum += <-depth
	}
	fmt.Println(sum)
}
