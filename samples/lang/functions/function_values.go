package main

import (
	"fmt"
	"sort"
	"strings"
)

type op func(float64, float64) float64

func add(a, b float64) float64 { return a + b }

func apply(f op, xs ...float64) float64 {
	r := xs[0]
	for _, x := range xs[1:] {
		r = f(r, x)
	}
	return r
}

func mapInts(f func(int) int, xs []int) []int {
	out := make([]int, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

func curry(f func(a, b int) int) func(int) func(int) int {
	return func(a int) func(int) int { return func(b int) int { return f(a, b) } }
}

func memo(f func(int, func(int) int) int) func(int) int {
	cache := map[int]int{}
	var self func(int) int
	self = func(n int) int {
		if v, ok := cache[n]; ok {
			return v
		}
		v := f(n, self)
		cache[n] = v
		return v
	}
	return self
}

type server struct {
	handlers map[string]func(string) string
	before   []func(string) string
}

func (s *server) handle(path, arg string) string {
	for _, b := range s.before {
		arg = b(arg)
	}
	if h, ok := s.handlers[path]; ok {
		return h(arg)
	}
	return "404"
}

func main() {
	ops := map[string]op{"+": add, "*": func(a, b float64) float64 { return a * b }}
	fmt.Println(apply(ops["+"], 1, 2, 3), apply(ops["*"], 2, 3, 4), ops["-"] == nil)
	fmt.Println(mapInts(func(x int) int { return x * x }, []int{1, 2, 3}))
	fmt.Println(curry(func(a, b int) int { return a - b })(10)(3))
	fmt.Println(memo(func(n int, fib func(int) int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	})(80))
	s := &server{map[string]func(string) string{"up": strings.ToUpper, "twice": func(s string) string { return s + s }}, nil}
	s.before = append(s.before, strings.TrimSpace)
	fmt.Println(s.handle("up", " hi "), s.handle("twice", "ab"), s.handle("x", ""))
	func() { fmt.Println("called at once") }()
	fs := [3]func() int{}
	for i := range fs {
		fs[i] = func() int { return i * 10 }
	}
	fmt.Println(fs[0](), fs[2]())
	words := []string{"bb", "a", "ccc"}
	less := func(i, j int) bool { return len(words[i]) < len(words[j]) }
	sort.Slice(words, less)
	fmt.Println(words)
	var nilFunc func()
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		nilFunc()
	}()
	var x any = add
	if f, ok := x.(func(float64, float64) float64); ok {
		fmt.Println(f(1, 2))
	}
	f := (*server).handle
	fmt.Println(f(s, "up", "expr"))
}
