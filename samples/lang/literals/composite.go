package main

import "fmt"

type point struct{ x, y int }

type shape struct {
	name   string
	points []point
	meta   map[string]*point
	next   *shape
	sizes  [2]float64
	any    any
}

func main() {
	s := shape{
		name:   "triangle",
		points: []point{{0, 0}, {x: 1}, {y: 2}},
		meta:   map[string]*point{"center": {1, 1}, "none": nil},
		next:   &shape{name: "inner", points: []point{}},
		sizes:  [...]float64{1: 2.5, 0: 1},
		any:    []any{1, "a", nil, point{1, 2}},
	}
	fmt.Println(s.name, s.points, *s.meta["center"], s.meta["none"], s.next.name, s.sizes, s.any)
	fmt.Println(s.next.points == nil, s.next.meta == nil, s.next.next)
	m := map[point]string{{1, 2}: "a", {3, 4}: "b"}
	fmt.Println(m)
	n := map[string]map[string][]int{"x": {"y": {1, 2}}, "z": {}}
	fmt.Println(n)
	p := &[]*point{{1, 2}, {3, 4}}
	fmt.Println(*(*p)[1], len(*p))
	q := &map[string]int{"k": 1}
	(*q)["l"] = 2
	fmt.Println(*q)
	f := []func(int) int{func(x int) int { return x + 1 }, nil}
	fmt.Println(f[0](1), f[1] == nil)
	matrix := [][]float64{{1, 0}, {0, 1}}
	fmt.Println(matrix)
	fmt.Println([]string{2: "c", "d", 0: "a"}, len([]int{9: 0}))
	const k = 3
	fmt.Println([...]string{k: "k", k - 1: "k-1"})
	fmt.Println([]struct {
		a int
		b []string
	}{{1, []string{"x"}}, {b: nil}})
	for i, v := range []*point{{5, 6}} {
		fmt.Println(i, v.x, *v)
	}
	if x := (point{1, 2}); x == (point{1, 2}) {
		fmt.Println("parenthesised")
	}
	fresh := func() *point { return &point{} }
	fmt.Println(fresh() == fresh())
}
