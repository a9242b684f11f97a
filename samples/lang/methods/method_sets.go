package main

import "fmt"

type valuer interface{ value() int }
type setter interface{ set(int) }
type both interface {
	valuer
	setter
}

type T struct{ n int }

func (t T) value() int { return t.n }
func (t *T) set(n int) { t.n = n }

type byValue struct{ T }
type byPointer struct{ *T }

func check(x any) {
	_, v := x.(valuer)
	_, s := x.(setter)
	_, b := x.(both)
	fmt.Printf("%T valuer:%t setter:%t both:%t\n", x, v, s, b)
}

func main() {
	check(T{})
	check(&T{})
	check(byValue{})
	check(&byValue{})
	check(byPointer{})
	check(1)
	var b both = &byPointer{&T{1}}
	b.set(5)
	fmt.Println(b.value())
	t := T{1}
	var s setter = &t
	s.set(9)
	fmt.Println(t.n, s.(valuer).value())
	type U T // a defined type has no methods of its own
	check(U{})
	type A = T
	check(A{})
}
