package main

import (
	"example.com/x/a"
	"example.com/x/b"
)

type mine struct{}

func (a.T) Method() {}

func (mine) M(a.T) {}

func main() {
	var x a.T = b.T{}
	var y a.Doer = mine{}
	var z a.Sealed = mine{}
	var w int = a.Value
	x.Run(b.T{}, "s")
	a.Generic[string](1)
	a.Generic(mine{})
	_, _, _, _ = x, y, z, w
}
