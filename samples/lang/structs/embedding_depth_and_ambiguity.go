package main

import "fmt"

type A struct{ X, Y int }
type B struct{ X, Z int }

func (A) Who() string { return "A" }
func (B) Who() string { return "B" }
func (B) OnlyB() int  { return 1 }

type C struct {
	A
	B
}

func (c C) Who() string { return "C over " + c.A.Who() + c.B.Who() }

type D struct {
	C
	X int
}

type E struct{ D }

func (e *E) Change() { e.Y = 100 }

func main() {
	c := C{A{1, 2}, B{3, 4}}
	fmt.Println(c.A.X, c.B.X, c.Y, c.Z, c.Who(), c.OnlyB())
	d := D{c, 9}
	fmt.Println(d.X, d.A.X, d.C.B.X, d.Who())
	e := &E{d}
	e.Change()
	fmt.Println(e.Y, e.X, e.Who(), d.Y)
	fmt.Printf("%+v\n", *e)
}
