package main

type I interface{ Foo() }

func main() {
	var x any = "s"
	println(x.(I))
}
