package main

type I interface {
	M() int,
	func N()
}

func main() {}
