package main

import (
	"example.com/x/a"
	"example.com/x/b"
)

type visitor struct{ depth int }

func (v *visitor) Visit(n int) {
	if v.depth++; v.depth > 2 {
		var list []int
		_ = list[n]
	}
	a.Walk(v, n+1)
}

func main() {
	v := b.Wrapped{Visitor: &visitor{}}
	for range b.Once {
		a.Walk(v, 0)
	}
}
