package main

type T struct{ A int }

func main() {
	var p *T
	p.A = 1
}
