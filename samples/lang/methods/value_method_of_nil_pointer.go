package main

import "fmt"

type T int

func (t T) F() {}

type E struct{ *T }

func call(i interface{ F() }) {
	defer func() { fmt.Println(recover()) }()
	i.F()
}

func main() {
	call((*T)(nil))
	call(E{})
	call(&E{})
}
