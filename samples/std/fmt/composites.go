package main

import (
	"errors"
	"fmt"
)

type point struct {
	X, Y int
}

type nested struct {
	Name  string
	P     point
	Ptr   *point
	Items []any
	M     map[string]int
	E     error
	F     func()
	C     chan int
	I     fmt.Stringer
	b     bool
	f     float32
	r     rune
	bytes []byte
	arr   [2]point
}

type embed struct {
	point
	*nested
	Extra any
}

func main() {
	p := point{1, -2}
	fmt.Printf("%v|%+v|%#v|%T|%d|%x\n", p, p, p, p, p, p)
	fmt.Printf("%v|%+v|%#v|%T\n", &p, &p, &p, &p)
	n := nested{Name: "n", P: p, Items: []any{1, "two", nil, 3.5, p, &p}, M: map[string]int{"b": 2, "a": 1}, E: errors.New("err"), bytes: []byte("x")}
	n.Items = n.Items[:5]
	fmt.Printf("%v\n%+v\n", n, n)
	n.E = nil
	n.Items = []any{1, "two", nil, 3.5, 'r', true, []int{1}, map[int]bool{1: true}}
	fmt.Printf("%#v\n", n)
	fmt.Printf("%v %+v %#v\n", embed{point: p}, embed{point: p}, embed{point: p, Extra: 1})
	s := []int{1, 2, 3}
	fmt.Printf("%v|%+v|%#v|%T|%d|%03d|%x|%q|%5d|%-3d|%v\n", s, s, s, s, s, s, s, s, s, s, s[:0])
	fmt.Printf("%v|%#v|%#v|%#v\n", [2]bool{true}, [2]bool{true}, []string{"a", "b"}, []any{1, "x", nil})
	m := map[string]int{"z": 26, "a": 1, "m": 13}
	fmt.Printf("%v|%+v|%#v|%T|%d\n", m, m, m, m, m)
	fmt.Println(map[int]string{3: "c", 1: "a", -2: "b"}, map[bool]int{true: 1, false: 0}, map[float64]int{2.5: 1, -1: 2})
	fmt.Println(map[point]string{{2, 1}: "b", {1, 9}: "a"}, map[any]int{"s": 1, "b": 4}, map[[2]int]int{{2, 0}: 1, {1, 5}: 2})
	fmt.Printf("%v %v %v %v\n", []point{{1, 2}}, []*int{nil}, map[string]point{"k": {3, 4}}, [][]int{{1}, {}, nil})
	fmt.Printf("%v %+v %#v\n", struct{}{}, struct{ A any }{nil}, struct {
		A int
		B string
	}{1, "x"})
	fmt.Printf("%v %v %+v\n", &s, &m, &[2]int{1, 2})
	fmt.Printf("%#v %#v %#v\n", &s, &m, &[1]point{{5, 6}})
	var nilSlice []int
	var nilMap map[string]int
	var nilPtr *point
	var nilErr error
	var nilAny any
	var nilFunc func()
	var nilChan chan int
	fmt.Printf("%v %v %v %v %v %v %v\n", nilSlice, nilMap, nilPtr, nilErr, nilAny, nilFunc, nilChan)
	fmt.Printf("%#v %#v %#v %#v %#v %#v %#v\n", nilSlice, nilMap, nilPtr, nilErr, nilAny, nilFunc, nilChan)
	fmt.Printf("%+v %s %d %p %t\n", nilPtr, nilErr, nilAny, nilPtr, nilMap)
	pp := &nilPtr
	fmt.Println(pp != nil, *pp)
	fmt.Printf("%6.2f|%v|%.1f\n", []float64{1, 2.345}, []float32{0.1}, map[string]float64{"pi": 3.14159})
	fmt.Printf("%t %s %v\n", []bool{true, false}, []error{errors.New("a"), nil}, []fmt.Stringer{nil})
}
