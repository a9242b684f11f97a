package main

type A[T any] struct{ a A[T] }

type B[T any] struct{ c C[T] }

type C[T any] struct{ b B[T] }

type Tree[T any] struct{ left, right *Tree[T] }

type P[T any] T

type Alias[T any] = []T

func main() {
	var t Tree[int]
	_ = t
	var a Alias[string] = []int{}
	_ = a
}
