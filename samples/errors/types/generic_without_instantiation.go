package main

type S[T any] struct{ x T }

func f[T any](t T) {}

func main() {
	var x S
	_ = x
	var y S[int, int]
	_ = y
	_ = f
	_ = f[int, string]
	var z int[string]
	_ = z
	_ = S{1}
}
