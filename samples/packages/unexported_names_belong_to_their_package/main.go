package main

import (
	"fmt"

	"example.com/x/a"
)

type T struct{}

func (T) hidden() string { return "main's" }

type hider interface{ hidden() string }

type both struct {
	a.A
	hidden int
}

func main() {
	var x any = a.A{}
	_, ok := x.(hider)
	fmt.Println("a.A has main's method:", ok)
	_, ok = any(T{}).(hider)
	fmt.Println("T has it:", ok)
	fmt.Println(a.Call(x), a.Call(T{}))
	b := both{hidden: 5}
	fmt.Println(b.hidden, b.Show(), a.Call(b))
	var one any = struct{ n int }{1}
	fmt.Println("the same struct type:", one == a.Struct(), one == any(struct{ n int }{1}))
	fmt.Printf("%T %T\n", one, a.Struct())
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(x.(hider))
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(a.Must(T{}))
	}()
}
