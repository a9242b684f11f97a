package main

import (
	"fmt"
	_ "strings"
)

const _ = 1 << 3

var _ = func() int { fmt.Println("evaluated"); return 1 }()

type _ struct{}

func _() { panic("never called") }

type T struct {
	_ int
	a int
}

func (T) m(_ int, _ string) {}

func f(int, string) int { return 1 }

func three() (_ int, _ string, err error) { return 1, "two", nil }

var _ fmt.Stringer = S{}

type S struct{}

func (S) String() string { return "S" }

func main() {
	_ = f(1, "x")
	_, b, _ := three()
	for range 2 {
	}
	for _, v := range []int{1, 2} {
		fmt.Print(v, " ")
	}
	_, _ = f(2, ""), b
	fmt.Println(b, T{a: 1}.a)
	T{}.m(1, "")
	var _, x = 1, 2
	_, y := 3, 4
	fmt.Println(x, y)
	m := map[string]int{"a": 1}
	_, ok := m["a"]
	_ = m["none"]
	fmt.Println(ok)
	switch _ = x; {
	default:
		fmt.Println("switch")
	}
}
