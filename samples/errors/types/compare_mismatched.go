package main

type A struct{ x int }
type B struct{ x int }

func main() {
	var a A
	var b B
	var e error
	var f float64
	i := 1
	_ = a == b
	_ = e == a
	_ = i == f
	_ = i == 1.5
	_ = i < "a"
	_ = &a == &b
	_ = i && true
}
