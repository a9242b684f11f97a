package main

import "fmt"

func sum(first int, rest ...int) int {
	for _, r := range rest {
		first += r
	}
	return first
}

func change(xs ...int) {
	if len(xs) > 0 {
		xs[0] = -1
	}
}

func kinds(xs ...any) {
	for _, x := range xs {
		fmt.Printf("%T ", x)
	}
	fmt.Println(len(xs))
}

type adder struct{ total int }

func (a *adder) add(ns ...int) *adder {
	for _, n := range ns {
		a.total += n
	}
	return a
}

func main() {
	fmt.Println(sum(1), sum(1, 2), sum(1, 2, 3))
	s := []int{4, 5, 6}
	fmt.Println(sum(1, s...), sum(1, s[1:]...))
	change(s...) // shares the array
	fmt.Println(s)
	change()
	kinds(1, "a", nil, 2.5, s)
	kinds(s)
	kinds([]any{1, 2}...)
	kinds([]any{1, 2})
	fmt.Println(new(adder).add(1, 2).add().add(3).total)
	f := sum
	fmt.Printf("%T %d\n", f, f(10, s...))
	fmt.Println(append([]string{}, []string{"x", "y"}...))
}
