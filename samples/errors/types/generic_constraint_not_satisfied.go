package main

type Number interface{ ~int | ~float64 }

type Stringer interface{ String() string }

type MyInt int

func f[T comparable](t T) {}
func g[T Number](t T)     {}
func h[T Stringer](t T)   {}
func i[T int | string](t T) {}

type Set[K comparable] map[K]bool

func main() {
	f([]int{})
	f(func() {})
	g("x")
	g(MyInt(1))
	h(1)
	i(MyInt(1))
	var s Set[[]int]
	_ = s
}
