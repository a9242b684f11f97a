package main

func f(a ...int, b int) {}
func g() (a ...int) { return nil }

func main() {
	var x ...int
}
