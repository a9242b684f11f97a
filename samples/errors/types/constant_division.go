package main

const zero = 0

const (
	a = 1 / zero
	b = 1.5 % 2
	c = "a" + 1
	d = len([]int{1})
	e = f()
)

func f() int { return 1 }

func main() {}
