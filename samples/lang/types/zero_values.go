package main

import "fmt"

type T struct {
	i  int
	f  float64
	b  bool
	s  string
	p  *int
	sl []int
	m  map[string]int
	c  chan int
	fn func()
	e  error
	a  [2]int8
	in struct{ x, y uint8 }
}

var global T

func results() (t T, n int, s string, e error) { return }

func main() {
	fmt.Printf("%+v\n", global.a)
	fmt.Println(global.i, global.f, global.b, global.s == "", global.p, global.sl, global.m, global.c, global.fn == nil, global.e, global.in)
	var local T
	fmt.Println(local.s == global.s, local.in == global.in, len(local.sl), len(local.m), cap(local.c))
	_, n, s, e := results()
	fmt.Printf("%d %q %v\n", n, s, e)
	p := new(T)
	fmt.Println(p.in.x, p.a[1], *new(string) == "")
	for range 2 {
		var fresh [3]int // zero each time
		var x int
		fmt.Println(fresh, x)
		fresh[1], x = 5, 6
	}
	arr := new([4]bool)
	fmt.Println(*arr, len(make([]T, 2)), make([]*T, 1)[0] == nil)
}
