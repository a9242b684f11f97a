package main

import "fmt"

type Grid struct {
	cells         [][]bool
	width, height int
}

func NewGrid(rows ...string) *Grid {
	g := &Grid{width: len(rows[0]), height: len(rows)}
	for _, row := range rows {
		line := make([]bool, g.width)
		for x, c := range row {
			line[x] = c == '#'
		}
		g.cells = append(g.cells, line)
	}
	return g
}

func (g *Grid) Alive(x, y int) bool {
	return g.cells[(y+g.height)%g.height][(x+g.width)%g.width]
}

func (g *Grid) Next() *Grid {
	next := &Grid{width: g.width, height: g.height}
	for y := range g.height {
		line := make([]bool, g.width)
		for x := range g.width {
			n := 0
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if (dx != 0 || dy != 0) && g.Alive(x+dx, y+dy) {
						n++
					}
				}
			}
			line[x] = n == 3 || n == 2 && g.Alive(x, y)
		}
		next.cells = append(next.cells, line)
	}
	return next
}

func (g *Grid) String() string {
	b := make([]byte, 0, (g.width+1)*g.height)
	for _, line := range g.cells {
		for _, alive := range line {
			c := byte('.')
			if alive {
				c = '#'
			}
			b = append(b, c)
		}
		b = append(b, '\n')
	}
	return string(b)
}

func main() {
	g := NewGrid(
		".#......",
		"..#.....",
		"###.....",
		"........",
		"........",
		"........",
	)
	for i := range 4 {
		fmt.Println("generation", i*4)
		fmt.Print(g)
		for range 4 {
			g = g.Next()
		}
	}
}
