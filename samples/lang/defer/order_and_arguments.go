package main

import "fmt"

func trace(name string) string {
	fmt.Println("enter", name)
	return name
}

func leave(name string) { fmt.Println("leave", name) }

func a() {
	defer leave(trace("a")) // the argument is evaluated now, the call is made at the end
	fmt.Println("in a")
	b()
}

func b() {
	defer leave(trace("b"))
	fmt.Println("in b")
}

type T struct{ n int }

func (t T) show()     { fmt.Println("T", t.n) }
func (t *T) pointer() { fmt.Println("*T", t.n) }

func main() {
	a()
	for i := 0; i < 3; i++ {
		defer fmt.Println("deferred", i)
	}
	x := 1
	defer fmt.Println("x was", x)
	defer func() { fmt.Println("x is", x) }()
	x = 2
	t := T{1}
	defer t.show() // the receiver is copied now
	defer t.pointer()
	t.n = 2
	f := func() { fmt.Println("old function") }
	defer f()
	f = func() { fmt.Println("new function") }
	defer func(s ...int) { fmt.Println(s) }(1, x, 3)
	if true {
		defer fmt.Println("at the end of the function, not of the block")
	}
	fmt.Println("end of main")
}
