package main

// Of two jobs only the first one is taken.
func main() {
	jobs := make(chan int)
	go func() {
		<-jobs
	}()
	jobs <- 1
	jobs <- 2
}
