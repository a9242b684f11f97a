package main

import "fmt"

type node struct {
	v    int
	next *node
}

func main() {
	a := []int{1, 2, 3}
	i := 0
	i, a[i] = 1, 2 // sets i = 1, a[0] = 2
	fmt.Println(i, a)
	i = 0
	a[i], i = 9, 2
	fmt.Println(i, a)
	a[0], a[0] = 1, 2
	fmt.Println(a)
	a[0], a[1], a[2] = a[2], a[0], a[1]
	fmt.Println(a)
	var list *node
	for v := range 4 {
		list = &node{v, list}
	}
	var reversed *node
	for list != nil {
		list.next, reversed, list = reversed, list, list.next
	}
	for n := reversed; n != nil; n = n.next {
		fmt.Print(n.v, " ")
	}
	fmt.Println()
	x, y := 1, 2
	x, y = y, x+y
	p := &x
	*p, y = y, *p
	fmt.Println(x, y)
	m := map[string]int{"a": 1}
	m["a"], m["b"] = m["b"], m["a"]
	fmt.Println(m)
	s := struct{ a, b [2]int }{[2]int{1, 2}, [2]int{3, 4}}
	s.a, s.b = s.b, s.a
	fmt.Println(s)
	func() {
		defer func() { fmt.Println(recover(), i) }()
		var none []int
		i, none[5] = 77, 1 // i is assigned before the panic
	}()
	func() {
		defer func() { fmt.Println(recover(), y) }()
		var q *int
		y, *q = 78, 1
	}()
	var e any = 5
	n, ok := e.(int)
	n, ok = n+1, !ok
	fmt.Println(n, ok)
	_, n = n, 3
	fmt.Println(n)
}
