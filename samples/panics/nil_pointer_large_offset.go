package main

type Big struct {
	pad [1 << 20]byte
	A   int
}

func main() {
	var p *Big
	println(p.A)
}
