package main

func main() {
	c := make(chan int)
	defer func() {
		<-c
	}()
	panic("hidden by the deadlock")
}
