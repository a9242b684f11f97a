package main

import "fmt"

type counter struct{ n int }

func (c counter) get() int { return c.n }
func (c counter) incCopy() { c.n++ }
func (c *counter) inc()    { c.n++ }
func (c *counter) add(ns ...int) { // variadic method
	for _, n := range ns {
		c.n += n
	}
}

type ints []int

func (s ints) sum() (total int) {
	for _, v := range s {
		total += v
	}
	return
}

func (s *ints) push(v int) { *s = append(*s, v) }

type fn func(int) int

func (f fn) twice(x int) int { return f(f(x)) }

type table map[string]int

func (t table) set(k string) { t[k]++ }

func main() {
	var c counter
	c.inc()
	c.incCopy()
	p := &c
	p.inc()
	p.incCopy()
	p.add(10, 20)
	fmt.Println(c.get(), p.get())
	cs := []counter{{1}, {2}}
	cs[1].inc()
	for i := range cs {
		cs[i].inc()
	}
	fmt.Println(cs)
	var s ints
	s.push(3)
	s.push(4)
	fmt.Println(s.sum(), ints{1, 2}.sum(), s)
	fmt.Println(fn(func(x int) int { return x * 3 }).twice(2))
	t := table{}
	t.set("a")
	t.set("a")
	fmt.Println(t)
	var nilCounter *counter
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		nilCounter.inc()
	}()
}
