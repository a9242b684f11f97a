package main

import "fmt"

func counter() (func() int, func()) {
	n := 0
	return func() int { n++; return n }, func() { n = 100 }
}

func fib() func() int {
	a, b := 0, 1
	return func() int {
		defer func() { a, b = b, a+b }()
		return a
	}
}

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func main() {
	next, reset := counter()
	fmt.Println(next(), next())
	reset()
	fmt.Println(next())
	other, _ := counter()
	fmt.Println(other())
	f := fib()
	for range 10 {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	x := 1
	change := func(n int) { x += n }
	change(5)
	x *= 2
	change(1)
	fmt.Println(x)
	fmt.Println(compose(func(x int) int { return x + 1 }, func(x int) int { return x * x })(4))
	var fact func(int) int
	fact = func(n int) int {
		if n < 2 {
			return 1
		}
		return n * fact(n-1)
	}
	fmt.Println(fact(10))
	p := &x
	*p = 7
	func() { x++ }()
	fmt.Println(*p)
	s := struct{ a, b int }{1, 2}
	g := func() int { s.a++; return s.a + s.b }
	s.b = 10
	fmt.Println(g(), s)
	arr := [3]int{}
	h := func(i int) { arr[i] = i * i }
	h(2)
	fmt.Println(arr)
	add := func(a int) func(int) func(int) int {
		return func(b int) func(int) int { return func(c int) int { return a*100 + b*10 + c } }
	}
	fmt.Println(add(1)(2)(3))
}
