package shapes

type Shape interface{ Area() int }

type dot struct{}

var Dots int

func (dot) Area() int { return 1 }

func NewDot() Shape {
	Dots++
	return dot{}
}
