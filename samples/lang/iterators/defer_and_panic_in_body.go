package main

import "fmt"

func three(yield func(int) bool) {
	defer fmt.Println("iterator's deferred call")
	for i := range 3 {
		if !yield(i) {
			return
		}
	}
}

func deferred() (s string) {
	for i := range three {
		defer func() { s += fmt.Sprint(i) }() // runs when the function returns
	}
	fmt.Println("loop is over")
	return "result "
}

func bad(yield func(int) bool) {
	yield(1)
	yield(2) // although the loop has ended
}

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func main() {
	fmt.Println(deferred())
	try("panic in body:", func() {
		for i := range three {
			if i == 1 {
				panic("body")
			}
		}
	})
	try("iterator goes on after break:", func() {
		for range bad {
			break
		}
	})
	var saved func(int) bool
	try("yield called after the loop:", func() {
		for range func(yield func(int) bool) { saved = yield } {
		}
		saved(1)
	})
	try("nil iterator:", func() {
		var none func(func(int) bool)
		for range none {
		}
	})
	try("recovered in iterator:", func() {
		for i := range func(yield func(int) bool) {
			defer func() { fmt.Println("iterator recovers", recover()) }()
			yield(1)
		} {
			panic(i)
		}
	})
}
