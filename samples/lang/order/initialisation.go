package main

import "fmt"

var (
	a = b + 1
	b = f("b", c*2)
	c = f("c", 1)
	d = f("d", 10)
)

var x, y = pair()

var _ = f("blank", 0)

var table = map[string]int{"a": a, "d": d}

func pair() (int, int) { return f("pair", d), z }

var z = f("z", 7)

func f(name string, n int) int {
	fmt.Println("init", name, n)
	return n
}

func init() {
	fmt.Println("first init function", a, b, c, d)
	a = 100
}

func init() {
	fmt.Println("second init function", a)
}

func main() {
	fmt.Println("main", a, b, c, d, x, y, z, table)
}

func init() { fmt.Println("third init function") }
