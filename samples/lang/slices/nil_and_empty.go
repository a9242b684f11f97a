package main

import "fmt"

func main() {
	var a []int
	b := []int{}
	c := make([]int, 0)
	d := []int(nil)
	e := b[:0]
	fmt.Println(a == nil, b == nil, c == nil, d == nil, e == nil)
	fmt.Println(len(a), cap(a), a, b)
	for range a {
		fmt.Println("never")
	}
	fmt.Printf("%v %#v %#v\n", a, a, b)
	var x any = a
	fmt.Println(x == nil)
	type T struct{ s []string }
	fmt.Println(T{}.s == nil, len(T{}.s))
	f := func(xs ...int) bool { return xs == nil }
	fmt.Println(f(), f([]int{}...), f(nil...), f(1))
}
