package main

func main() {
	var a, b any
	_ = a < b
}
