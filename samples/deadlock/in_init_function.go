package main

func init() {
	<-make(chan int)
}

func main() {
	println("main never runs")
}
