package main

var x = f()

func f() int { panic("in init") }

func g() int { return x }

func main() {
	println("main never runs")
}
