package main

import "fmt"

var trace []string

func f(name string, v int) int {
	trace = append(trace, name)
	return v
}

func g(name string) []int {
	trace = append(trace, name)
	return []int{10, 20, 30}
}

func h(name string) map[string]int {
	trace = append(trace, name)
	return map[string]int{}
}

func show() {
	fmt.Println(trace)
	trace = nil
}

type T struct{ n int }

func (t T) m(name string, x int) T {
	trace = append(trace, name)
	return T{t.n + x}
}

func main() {
	_ = f("a", 1) + f("b", 2)*f("c", 3)
	show()
	g("slice")[f("index", 1)] = f("value", 5)
	show()
	h("map")[fmt.Sprint(f("key", 1))] = f("value", 2)
	show()
	_ = T{1}.m("m1", f("x1", 1)).m("m2", f("x2", 2))
	show()
	_ = []int{f("e0", 0), f("e1", 1), 5: f("e5", 5)}
	show()
	_ = f("left", 0) > 0 && f("right", 1) > 0
	_ = f("left", 1) > 0 || f("right", 1) > 0
	show()
	x, y := f("first", 1), f("second", 2)
	x, y = y, x
	show()
	switch f("tag", 3) {
	case f("c1", 1), f("c3", 3), f("c4", 4):
	}
	show()
	i := 0
	i, g("target")[i] = 1, f("assigned", 9) // the index is the old i
	show()
	fmt.Println(x, y, i)
	defer func(a, b int) { show() }(f("defer a", 1), f("defer b", 2))
	ch := make(chan int, 1)
	select {
	case ch <- f("sent", 1):
	}
	func(xs ...int) {}(f("v1", 1), f("v2", 2))
	_ = map[int]int{f("k1", 1): f("v1", 1), f("k2", 2): f("v2", 2)}
	_ = g("s")[f("lo", 0):f("hi", 2)]
	show()
}
