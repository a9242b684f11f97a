package main

import "fmt"

type T struct{ next *T }

func main() {
	var p *int
	var t *T
	var f func()
	var c chan int
	var m map[int]int
	var s []int
	fmt.Printf("%p %p %p %p %p %p\n", p, t, f, c, m, s)
	fmt.Printf("%v %v %v %v\n", p, t, f, c)
	fmt.Printf("%+v %#v %x %d\n", t, t, t, t)
	fmt.Printf("%v %+v\n", T{}, struct {
		P *int
		F func()
	}{})
	fmt.Printf("%#v\n", T{})
	fmt.Printf("%p %p\n", 1, nil)
	fmt.Printf("%t %t\n", fmt.Sprintf("%p", &p) != "0x0", fmt.Sprintf("%p", &p) == fmt.Sprintf("%v", &p))
	fmt.Println([]*int{nil, nil}, map[string]*T{"x": nil}, [1]func(){})
	x := 5
	q := &x
	fmt.Println(fmt.Sprint(q) == fmt.Sprint(&x), fmt.Sprint(q)[:2])
	fmt.Printf("%v %+v\n", &struct{ A, B any }{1, nil}, &[]string{"x"})
	fmt.Println(&map[string]int{"a": 1}, &[2]int{1, 2}, &[]int{3})
}
