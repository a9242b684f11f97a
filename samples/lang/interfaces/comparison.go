package main

import "fmt"

type p struct{ a any }

func main() {
	var a, b any = 1, 1
	fmt.Println(a == b, a == 1, a == 1.0, a == int64(1), any("x") == "x")
	a, b = "s", "s"
	fmt.Println(a == b, a != b, a == nil)
	x, y := new(int), new(int)
	a, b = x, y
	fmt.Println(a == b, a == any(x))
	fmt.Println(p{1} == p{1}, p{1} == p{"1"}, p{} == p{nil})
	fmt.Println(any([2]any{1, "a"}) == any([2]any{1, "a"}))
	var e1, e2 error
	fmt.Println(e1 == e2)
	var s fmt.Stringer
	fmt.Println(s == nil, any(s) == nil, any(e1) == any(s))
	nan := 0.0
	nan = nan / nan
	a = nan
	fmt.Println(a == a)
	try := func(name string, f func() bool) {
		defer func() {
			if r := recover(); r != nil {
				fmt.Println(name, r)
			}
		}()
		fmt.Println(name, f())
	}
	try("slices", func() bool { return any([]int{}) == any([]int{}) })
	try("types differ", func() bool { return any([]int{}) == any([]string{}) })
	try("maps", func() bool { return any(map[int]int{}) == any(map[int]int{}) })
	try("in struct", func() bool { return any(p{[]int{}}) == any(p{[]int{}}) })
	try("first differs", func() bool {
		return any([2]any{1, []int{}}) == any([2]any{2, []int{}})
	})
	try("with nil", func() bool { return any([]int{}) == nil })
}
