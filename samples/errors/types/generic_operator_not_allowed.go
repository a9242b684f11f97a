package main

func add[T any](a, b T) T            { return a + b }
func eq[T any](a, b T) bool          { return a == b }
func less[T comparable](a, b T) bool { return a < b }
func neg[T ~int | ~string](a T) T    { return -a }
func conv[T any](a T) int            { return int(a) }
func index[T any](a T) int           { return a[0] }
func call[T any](a T)                { a() }
func field[T struct{ x int }](a T)   { _ = a.x }
func nilof[T any]() T                { return nil }

func main() {}
