package main

import (
	"fmt"
	"math"
)

type Shape interface {
	Area() float64
	Name() string
}

type Rect struct{ W, H float64 }
type Circle struct{ R float64 }
type Unit int

func (r Rect) Area() float64    { return r.W * r.H }
func (Rect) Name() string       { return "rect" }
func (c *Circle) Area() float64 { return math.Pi * c.R * c.R }
func (*Circle) Name() string    { return "circle" }
func (u Unit) Area() float64    { return float64(u) }
func (Unit) Name() string       { return "unit" }

func main() {
	shapes := []Shape{Rect{2, 3}, &Circle{1}, Unit(7), &Rect{1, 1}}
	total := 0.0
	for _, s := range shapes {
		fmt.Printf("%s %.2f\n", s.Name(), s.Area())
		total += s.Area()
	}
	fmt.Printf("%.3f\n", total)
	byName := map[string]Shape{}
	for _, s := range shapes {
		byName[s.Name()] = s
	}
	fmt.Println(len(byName), byName["rect"].Area())
	c := &Circle{1}
	var s Shape = c
	c.R = 2
	fmt.Printf("%.2f\n", s.Area())
	r := Rect{1, 2}
	s = r
	r.W = 100
	fmt.Println(s.Area())
}
