package main

type T [1 << 16]byte

var c chan T

func main() {
	println(len(c))
}
