package main

func init() {
	panic("in init function")
}

func main() {
	println("main never runs")
}
