package main

type A struct{ x int }
type B struct{ x int }
type C struct {
	A
	B
}

func main() {
	println(C{}.x)
}
