package main

func f[T any](a, b T)                 {}
func g[T any](a []T, b T)             {}
func h[K comparable, V any](m map[K]V) {}

func main() {
	f(1, "a")
	f(1, 2.5)
	g([]int{1}, "a")
	g([]string{}, 1)
	h([]int{})
	var n func(string, int) = f
	_ = n
}
