package main

type I interface {
	M()
	M()
}

type J interface {
	M() int
}

type K interface {
	I
	J
}

func main() {}
