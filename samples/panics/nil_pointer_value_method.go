package main

type T struct{ a int }

func (t T) M() { println(t.a) }

func main() {
	var p *T
	p.M()
}
