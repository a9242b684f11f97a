package main

import (
	"example.com/x/list"
	. "example.com/x/num"
)

type Bad struct{}

func main() {
	var l list.List[int, string]
	var m list.List[Bad]
	var n Number = 1
	_ = Sum[Bad]
	Sum(1, "a")
	list.Map(m, func(Bad) {})
	var o list.List[int] = list.List[string]{}
	o.Missing()
	_ = list.List{}
	_ = Sum[list.List[int]]
	_, _ = l, n
}
