package main

import "fmt"

type item struct {
	n     int
	parts [3]int
	inner struct{ v *int }
}

func inc(p *int)           { *p++ }
func set(pp **int, q *int) { *pp = q }

func escape() *int {
	x := 41
	return &x
}

func main() {
	x := 1
	p := &x
	inc(p)
	*p *= 10
	fmt.Println(x, *p, p == &x)
	pp := &p
	y := 5
	set(pp, &y)
	**pp = 6
	fmt.Println(x, y, *p)
	it := item{n: 1}
	q := &it.parts[1]
	*q = 7
	it.inner.v = &it.n
	*it.inner.v += 9
	fmt.Println(it.parts, it.n)
	copied := it
	*copied.inner.v = 50 // still points into it
	copied.parts[1] = 0
	fmt.Println(it.n, copied.n, it.parts)
	a, b := escape(), escape()
	*a++
	fmt.Println(*a, *b, a == b)
	s := []int{1, 2, 3}
	r := &s[1]
	s = append(s, 4) // a new array
	*r = 100
	fmt.Println(s, *r)
	arr := &[3]int{1, 2, 3}
	arr[1]++
	for i, v := range arr {
		fmt.Print(i, v, " ")
	}
	fmt.Println(len(arr), arr[1:])
	type list struct {
		v    int
		next *list
	}
	head := &list{v: 1}
	tail := head
	for i := 2; i < 5; i++ {
		tail.next = &list{v: i}
		tail = tail.next
	}
	for at := &head; *at != nil; { // unlink the even ones
		if (*at).v%2 == 0 {
			*at = (*at).next
		} else {
			at = &(*at).next
		}
	}
	for n := head; n != nil; n = n.next {
		fmt.Print(n.v, " ")
	}
	fmt.Println()
	fs := []func(){}
	for i := range 3 {
		ip := &i
		fs = append(fs, func() { *ip += 10; fmt.Print(*ip, i, " ") })
	}
	for _, f := range fs {
		f()
	}
	fmt.Println()
	m := map[string]*int{"x": &x}
	*m["x"]++
	fmt.Println(x)
	var nothing *int
	fmt.Println(nothing == nil, nothing)
}
