package square

import (
	"example.com/x/registry"
	"example.com/x/shapes"
)

type square int

func (s square) Area() int { return int(s * s) }

func init() {
	registry.Register("square", func() shapes.Shape { return square(4) })
}
