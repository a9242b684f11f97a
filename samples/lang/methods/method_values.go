package main

import "fmt"

type point struct{ x, y int }

func (p point) sum() int         { return p.x + p.y }
func (p *point) scale(k int)     { p.x *= k; p.y *= k }
func (p point) plus(q point) int { return p.sum() + q.sum() }

type summer interface{ sum() int }

func main() {
	p := point{1, 2}
	f := p.sum // binds a copy
	g := p.scale
	p.x = 100
	fmt.Println(f(), p.sum())
	g(2)
	fmt.Println(p, f())
	var i summer = p
	h := i.sum
	i = point{5, 5}
	fmt.Println(h(), i.sum())
	funcs := []func() int{p.sum, point{1, 1}.sum, (&p).sum, i.sum}
	for _, f := range funcs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	fmt.Printf("%T %T\n", p.plus, g)
	defer p.scale(0)
	defer func(f func() int) { fmt.Println("deferred", f()) }(p.sum)
	p = point{}
	var none summer
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		f = none.sum // panics when taken, not when called
		fmt.Println("never")
	}()
}
