package main

import (
	"fmt"
	"iter"
	"slices"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("count is done")
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		for v := range a {
			w, ok := next()
			if !ok || !yield(v, w) {
				return
			}
		}
	}
}

func main() {
	next, stop := iter.Pull(count(2))
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	stop()
	next, stop = iter.Pull(count(5))
	fmt.Println(next())
	stop()
	fmt.Println(next())
	_, stop = iter.Pull(count(5))
	stop()
	for a, b := range zip(slices.Values([]string{"a", "b", "c"}), count(10)) {
		fmt.Println(a, b)
	}
	next2, stop2 := iter.Pull2(slices.All([]string{"x", "y"}))
	defer stop2()
	fmt.Println(next2())
	fmt.Println(next2())
	fmt.Println(next2())
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		next, _ := iter.Pull(func(yield func(int) bool) { yield(1); panic("in the iterator") })
		fmt.Println(next())
		next()
	}()
}
