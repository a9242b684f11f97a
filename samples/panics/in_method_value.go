package main

type T struct{}

func (T) M(int) { panic("through a method value") }

func main() {
	t := T{}
	f := t.M
	f(1)
}
