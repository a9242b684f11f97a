package main

type I interface{ Foo() }

type T struct{}

func (*T) Foo() {}

func main() {
	var x any = T{}
	println(x.(I))
}
