package main

import "fmt"

type point struct{ x, y int }

type named struct {
	point
	name string
	any  any
	ptr  *int
}

func main() {
	n := 1
	a := named{point{1, 2}, "a", 3, &n}
	b := a
	fmt.Println(a == b, a != b)
	b.any = "3"
	fmt.Println(a == b)
	b = a
	b.ptr = new(int)
	fmt.Println(a == b, *b.ptr == 0)
	fmt.Println([3]string{"a", "b"} == [3]string{"a", "b", ""}, [2]point{} == [2]point{{0, 0}, {0, 1}})
	p, q := &point{1, 2}, &point{1, 2}
	fmt.Println(p == q, *p == *q, p == p)
	c, d := make(chan int), make(chan int)
	var r <-chan int = c
	fmt.Println(c == d, c == c, r == c)
	fmt.Println("a" < "b", "a" < "B", "abc" < "abd", 1.5 < 2, 'a' < 'b', "é" > "e")
	var f func()
	var s []int
	var m map[int]int
	fmt.Println(f == nil, s == nil, m == nil, nil == p)
	fmt.Println(struct{}{} == struct{}{}, [0]int{} == [0]int{})
	fmt.Println(true != false, !true == false)
	x, y := [2]any{1, "x"}, [2]any{1, "x"}
	fmt.Println(x == y)
	type blank struct{ _, a int }
	fmt.Println(blank{a: 1} == blank{a: 1})
	var e1, e2 error = fmt.Errorf("x"), fmt.Errorf("x")
	fmt.Println(e1 == e2, e1 == e1, e1.Error() == e2.Error())
}
