package main

type V [1 << 50]byte

var x [1 << 30][1 << 30]int

func main() {
	println(len(x))
}
