package main

type T struct{ f func() }

func main() {
	var a, b any = T{}, T{}
	println(a == b)
}
