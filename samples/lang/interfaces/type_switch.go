package main

import (
	"errors"
	"fmt"
)

type point struct{ x, y int }

type shape interface{ area() int }

func (p point) area() int { return p.x * p.y }

func describe(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int:
		return fmt.Sprint("int ", v+1)
	case int8, int16, int32:
		return fmt.Sprintf("small %T %v", v, v)
	case float64:
		return fmt.Sprint("float ", v/2)
	case string:
		return "string " + v[:1]
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case error:
		return "error " + v.Error()
	case []int:
		return fmt.Sprint("slice of ", len(v))
	case map[string]int:
		return fmt.Sprint("map of ", len(v))
	case func() int:
		return fmt.Sprint("func giving ", v())
	case *point:
		v.x++
		return fmt.Sprint("pointer ", v.x)
	case shape:
		return fmt.Sprint("shape ", v.area())
	case [2]int:
		return fmt.Sprint("array ", v[0]+v[1])
	case struct{ a int }:
		return fmt.Sprint("anonymous ", v.a)
	case chan int:
		return fmt.Sprint("chan ", cap(v))
	default:
		return fmt.Sprintf("other %T", v)
	}
}

func main() {
	values := []any{nil, 1, int8(2), 'r', 2.5, "str", true, false, errors.New("e"), []int{1}, map[string]int{"a": 1},
		func() int { return 9 }, &point{1, 2}, point{3, 4}, [2]int{5, 6}, struct{ a int }{7}, make(chan int, 3), uint(1), []string{}}
	for _, v := range values {
		fmt.Println(describe(v))
	}
	switch any("x").(type) {
	case int:
	default:
		fmt.Println("no variable")
	}
	switch y := any(1); z := y.(type) {
	case int:
		fmt.Println("with init", z)
	}
	var e error
	switch e.(type) {
	case nil:
		fmt.Println("nil error")
	}
	switch {
	case e == nil:
		switch v := any(e).(type) {
		case nil:
			fmt.Println(v == nil)
		}
	}
}
