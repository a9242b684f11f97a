package main

import "fmt"

type stringer interface{ String() string }
type number int

func (n number) String() string { return fmt.Sprintf("number(%d)", int(n)) }

func main() {
	var x any = number(5)
	n := x.(number)
	s := x.(stringer)
	fmt.Println(int(n), s.String())
	_, isInt := x.(int)
	i, ok := x.(int)
	fmt.Println(isInt, i, ok)
	if s, ok := x.(fmt.Stringer); ok {
		fmt.Println("stringer", s)
	}
	var none any
	_, ok = none.(int)
	fmt.Println(ok)
	_, ok = none.(any)
	fmt.Println(ok)
	y := s.(any)
	fmt.Printf("%T %T\n", y, s.(number))
	var p struct {
		v  int
		ok bool
	}
	p.v, p.ok = any(3).(int)
	fmt.Println(p)
	m := map[string]any{"n": 1, "l": []any{"a", 2.5}, "m": map[string]any{"deep": true}}
	fmt.Println(m["n"].(int)+1, m["l"].([]any)[1].(float64), m["m"].(map[string]any)["deep"].(bool))
	f := any(func(i int) int { return i + 1 })
	fmt.Println(f.(func(int) int)(41))
	a := any([2]int{1, 2})
	fmt.Println(a.([2]int)[1], any(&n).(*number).String())
}
