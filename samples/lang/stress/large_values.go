package main

import "fmt"

type big struct {
	header int
	data   [200]int
	name   string
	inner  struct {
		m [3][4]uint8
		p *big
	}
	tail float64
}

func fill(b big, v int) big {
	for i := range b.data {
		b.data[i] += v * i
	}
	b.header++
	b.inner.m[2][3] = uint8(v)
	return b
}

func (b big) sum() (total int) {
	for _, v := range b.data {
		total += v
	}
	return total + b.header
}

func (b *big) reset() { *b = big{name: "reset", tail: 1.5} }

func two(b big) (big, big) { return b, fill(b, 2) }

type holder interface{ sum() int }

func main() {
	var a big
	b := fill(a, 1)
	c := fill(b, 3)
	fmt.Println(a.sum(), b.sum(), c.sum(), c.header, c.inner.m)
	d, e := two(c)
	fmt.Println(d.sum() == c.sum(), e.sum(), d == c, e == c)
	d, e = e, d
	fmt.Println(d.sum(), e.sum())
	s := []big{a, b}
	s = append(s, c, d)
	s[1], s[2] = s[2], s[1]
	fmt.Println(len(s), s[1].sum(), s[2].sum())
	m := map[int]big{1: b}
	m[2] = fill(m[1], 10)
	fmt.Println(m[1].sum(), m[2].sum(), m[3].sum())
	var h holder = c
	c.reset()
	fmt.Println(h.sum(), c.sum(), c.name, c.tail, h.(big).header)
	f := b.sum
	b.reset()
	fmt.Println(f(), b.sum())
	ch := make(chan big, 2)
	ch <- d
	d.reset()
	fmt.Println((<-ch).sum(), d.sum())
	grid := [20][20]int{}
	other := grid
	other[19][19] = 5
	pick := func(g [20][20]int) int { g[0][0] = 9; return g[19][19] + g[0][0] }
	fmt.Println(pick(grid), pick(other), other[0][0], grid == other)
	p := &s[0]
	p.inner.p = &s[1]
	p.inner.p.header = 77
	fmt.Println(s[1].header, p.inner.p.inner.p == nil)
	defer func(b big) { fmt.Println("deferred", b.sum()) }(s[2])
	s[2].reset()
	g := func() big { return e }
	fmt.Println(g().sum(), g().data[3], g().inner.m[2])
	var array [3]big
	array[1] = e
	copied := array
	array[1].data[0] = -1000
	fmt.Println(copied[1].sum()-array[1].sum(), len(array))
}
