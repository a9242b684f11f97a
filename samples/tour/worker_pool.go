// Three workers share one channel of jobs; every result is collected, in whatever order they come.
package main

import "fmt"

func worker(jobs <-chan int, results chan<- int) {
	for j := range jobs {
		results <- j * 2
	}
}

func main() {
	const jobCount = 9
	jobs, results := make(chan int, jobCount), make(chan int, jobCount)
	for w := 0; w < 3; w++ {
		go worker(jobs, results)
	}
	for j := 1; j <= jobCount; j++ {
		jobs <- j
	}
	close(jobs)
	sum := 0
	for a := 1; a <= jobCount; a++ {
		sum += <-results
	}
	fmt.Println("sum of results:", sum)
}
