package main

import "fmt"

type point struct{ x, y int }

type line struct {
	from, to point
	label    *string
}

func move(p point, dx int) point {
	p.x += dx
	return p
}

func moveThrough(p *point, dx int) { p.x += dx }

func main() {
	p := point{1, 2}
	q := p
	q.x = 10
	fmt.Println(p, q, p == point{1, 2}, p != q)
	fmt.Println(move(p, 5), p)
	moveThrough(&p, 5)
	fmt.Println(p)
	pp := &p
	pp.y = 7
	(*pp).x++
	copied := *pp
	pp.x = 0
	fmt.Println(p, copied)
	l := line{to: point{y: 3}}
	m := l
	m.to.y++
	inner := &l.to
	inner.x = 9
	fmt.Println(l.to, m.to, l.label == nil)
	points := []point{{1, 2}, {3, 4}}
	for i := range points {
		points[i].x *= 10
	}
	first := &points[0]
	first.y = -1
	fmt.Println(points)
	fresh := new(line)
	fresh.from.x = 1
	fmt.Println(*fresh == line{from: point{x: 1}})
	swapped := [2]point{{1, 1}, {2, 2}}
	swapped[0], swapped[1] = swapped[1], swapped[0]
	fmt.Println(swapped)
}
