package main

type I interface{ M() }

type T struct{ a int }

func (t T) M() { println(t.a) }

func main() {
	var p *T
	var i I = p
	i.M()
}
