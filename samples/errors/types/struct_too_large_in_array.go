package main

type S struct {
	a [1 << 40]byte
}

func main() {
	var x *[1 << 20]S
	println(x == nil)
}
