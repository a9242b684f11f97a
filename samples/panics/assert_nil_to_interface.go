package main

type I interface{ Foo() }

func main() {
	var x any
	println(x.(I))
}
