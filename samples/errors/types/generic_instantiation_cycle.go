package main

type T[P any] struct{ next *T[[]P] }

func f[P any](n int) {
	if n > 0 {
		f[*P](n - 1)
	}
}

func main() {
	var t T[int]
	_ = t
	f[int](3)
}
