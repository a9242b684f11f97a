package main

import (
	"fmt"
	"strconv"
)

type Number interface {
	~int | ~int64 | ~float64
}

type Celsius float64

func Sum[T Number](xs ...T) T {
	var sum T
	for _, x := range xs {
		sum += x
	}
	return sum
}

func Map[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

func Filter[S ~[]E, E any](s S, keep func(E) bool) S {
	var out S
	for _, e := range s {
		if keep(e) {
			out = append(out, e)
		}
	}
	return out
}

func Reduce[T, A any](xs []T, acc A, f func(A, T) A) A {
	for _, x := range xs {
		acc = f(acc, x)
	}
	return acc
}

func Keys[M ~map[K]V, K comparable, V any](m M) int { return len(m) }

func Max[T int | string | float64](a, b T) T {
	if a > b {
		return a
	}
	return b
}

func Ptr[T any](v T) *T { return &v }

func Zero[T any]() (z T) { return }

func Apply[T any](x T, fs ...func(T) T) T {
	for _, f := range fs {
		x = f(x)
	}
	return x
}

func twice[T any](f func(T) T) func(T) T {
	return func(x T) T { return f(f(x)) }
}

func id[T any](x T) T { return x }

type Names []string

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[Celsius](1, 2.25), Sum[int]())
	fmt.Println(Map([]int{1, 2, 3}, strconv.Itoa), Map([]string{"a", "bb"}, func(s string) int { return len(s) }))
	ns := Filter(Names{"x", "yy", "z"}, func(s string) bool { return len(s) == 1 })
	fmt.Printf("%T %v\n", ns, ns)
	fmt.Println(Reduce([]int{1, 2, 3}, "", func(a string, i int) string { return a + strconv.Itoa(i) }))
	fmt.Println(Keys(map[string]int{"a": 1, "b": 2}), Max("a", "b"), Max(1.5, 1), Max(3, 2))
	p := Ptr(42)
	*p++
	fmt.Println(*p, *Ptr("s"), Zero[int](), Zero[string]() == "", Zero[*int]() == nil, Zero[[2]bool]())
	inc := func(i int) int { return i + 1 }
	fmt.Println(Apply(1, inc, twice(inc), id), Apply("q"))
	var f func(string) string = id
	g := id[float64]
	fmt.Println(f("f"), g(2), twice(twice(inc))(0))
}
