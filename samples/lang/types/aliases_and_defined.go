package main

import "fmt"

type myInt = int
type ints = []myInt
type op = func(int, int) int
type pair = struct{ a, b int }

type number int
type alias = number

func (n number) double() number { return n * 2 }

type stack []int

func (s *stack) push(v int) { *s = append(*s, v) }
func (s *stack) pop() int {
	old := *s
	v := old[len(old)-1]
	*s = old[:len(old)-1]
	return v
}
func (s stack) len() int { return len(s) }

type tree map[string]tree

type visitor func(depth int, v visitor)

type (
	first  struct{ s *second }
	second struct{ f *first }
)

type matrix [2][2]int

func (m matrix) mul(o matrix) (r matrix) {
	for i := range 2 {
		for j := range 2 {
			for k := range 2 {
				r[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return
}

func main() {
	var i myInt = 5
	var j int = i
	fmt.Printf("%T %T %T %d\n", i, ints{1}, pair{}, j)
	var a alias = 4
	fmt.Printf("%T %v\n", a, a.double())
	var add op = func(a, b int) int { return a + b }
	fmt.Println(add(1, 2))
	var s stack
	s.push(1)
	s.push(2)
	fmt.Println(s.pop(), s.len(), s)
	t := tree{"a": {"b": {}}, "c": nil}
	fmt.Println(len(t), len(t["a"]), len(t["a"]["b"]), t["x"]["y"] == nil)
	var visit visitor = func(depth int, v visitor) {
		if depth < 3 {
			fmt.Print(depth, " ")
			v(depth+1, v)
		}
	}
	visit(0, visit)
	fmt.Println()
	m := matrix{{1, 1}, {1, 0}}
	r := m
	for range 10 {
		r = r.mul(m)
	}
	fmt.Println(r)
	type node struct {
		children []node
		parent   *node
		index    map[string]*node
	}
	root := node{children: []node{{}, {}}}
	root.children[0].parent = &root
	fmt.Println(len(root.children[0].parent.children), root.index["x"] == nil)
	f := first{&second{}}
	f.s.f = &f
	fmt.Println(f.s.f.s == f.s)
}
