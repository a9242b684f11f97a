package main

import (
	"cmp"
	"fmt"

	"example.com/x/list"
	"example.com/x/num"
)

type Celsius float64

type tree[K cmp.Ordered] struct {
	list.List[num.Pair[K, int]]
}

func main() {
	var l list.List[string]
	l.Push("b")
	l.Push("a")
	fmt.Println(l.Len(), list.Map(&l, func(s string) int { return len(s) }).All())
	fmt.Println(num.Sum(1, 2, 3), num.Sum(Celsius(1.5), 2), num.Max[Celsius]())
	fmt.Printf("%T %T %T\n", l, num.Pair[string, Celsius]{}, list.Map[int, num.Pair[int, bool]])
	var t tree[string]
	t.Push(num.Pair[string, int]{"x", 1})
	fmt.Printf("%v %T\n", t.All(), t)
	for p := range t.Each {
		fmt.Println(p.Key, p.Value, p)
	}
	var x list.Alias[int] = list.List[int]{}
	fmt.Printf("%T %v\n", x, num.Number[int](nil) == nil)
	fmt.Println(list.Hidden(3))
}
