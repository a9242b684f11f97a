package base

import "fmt"

type Namer interface{ Name() string }

type inner struct {
	Depth int
	value int
}

func (i *inner) SetInner(v int) { i.value = v }
func (i inner) Inner() int      { return i.value }

type Public struct {
	inner
	name string
}

func New(v int) Public { return Public{inner{1, v}, "public"} }

func (p Public) Name() string { return p.name }

func Describe(n Namer) string { return fmt.Sprintf("%s %T", n.Name(), n) }

type Pair struct{ X, Y int }

func (p Pair) Swap() Pair { return Pair{p.Y, p.X} }

var Zero Pair
