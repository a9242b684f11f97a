package main

import (
	"fmt"

	"example.com/x/base"
)

type Outer struct {
	base.Public
	base.Namer
	name string
}

type Loud interface {
	base.Namer
	Shout() string
}

type dog struct{ base.Public }

func (d dog) Name() string { return "dog" }
func (d dog) Shout() string { return d.Name() + "!" }

func main() {
	o := Outer{Public: base.New(4), name: "outer"}
	o.Namer = o.Public
	fmt.Println(o.Public.Name(), o.name, o.Depth, o.Inner())
	o.Depth++
	o.SetInner(9)
	fmt.Println(o.Depth, o.Inner(), o)
	var l Loud = dog{}
	fmt.Println(l.Shout(), base.Describe(l), base.Describe(o.Public))
	f := base.Public.Name
	g := (*base.Public).SetInner
	g(&o.Public, 12)
	fmt.Println(f(o.Public), o.Inner())
	p := base.Pair{X: 1, Y: 2}
	fmt.Println(p.Swap() == base.Pair{2, 1}, base.Zero)
}
