package main

import "fmt"

var x = "package"

type T int

func f(x int) (y int) {
	{
		x := x * 2
		y = x
	}
	if x, y := 100, 200; x < y {
		_ = x + y
	}
	return y + x
}

func main() {
	fmt.Println(x)
	x := "function"
	{
		x := "block"
		fmt.Println(x)
	}
	fmt.Println(x, f(1))
	for x := range 2 {
		x := x * 10
		fmt.Print(x, " ")
	}
	fmt.Println()
	switch x := 5; {
	case x > 3:
		x := "case"
		fmt.Println(x)
	}
	type T string
	var t T = "a local type"
	fmt.Printf("%T %v\n", t, t)
	len := func(s string) int { return 42 }
	fmt.Println(len("abc"))
	true := false
	fmt.Println(true, !true)
	int := func(s string) string { return "not a type: " + s }
	fmt.Println(int("5"))
	fmt := printer{}
	fmt.Println("not the package")
	a, err := 1, error(nil)
	b, err := 2, error(nil)
	if a, c := 10, 20; a < c {
		b = a + c
	}
	show(a, b, err == nil)
}

type printer struct{}

func (printer) Println(s string) { show("printer:", s) }

func show(args ...any) { fmt.Println(args...) }
