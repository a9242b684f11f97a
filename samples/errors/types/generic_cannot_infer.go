package main

func f[T any]()                {}
func g[K comparable, V any](k K) {}

func main() {
	f()
	g(1)
	g[int](1)
}
