package main

type I interface{ M() }

type A struct{ *I }
type P *int
type B struct{ P }
type C struct {
	int
	int
}

func main() {}
