package main

type I interface{ M() }

type T struct{ a int }

func (t T) M() { println(t.a) }

func call(i I) { i.M() }

func main() {
	var p *T
	call(p)
}
