package main

import "fmt"

type grid [2][3]int

func change(g grid) grid {
	g[1][2] = 99
	return g
}

func changeThrough(g *grid) {
	g[0][0] = -1
	for i := range g {
		g[i][1] += 10
	}
}

func main() {
	a := [3]int{1, 2, 3}
	b := a
	b[0] = 100
	fmt.Println(a, b, a == b, a != [3]int{1, 2, 3})
	g := grid{{1, 2, 3}, {4, 5, 6}}
	h := change(g)
	fmt.Println(g, h)
	changeThrough(&g)
	fmt.Println(g, len(g), len(g[0]))
	for i, v := range a { // ranges over a copy
		a[2] = 50
		fmt.Print(i, "=", v, " ")
	}
	fmt.Println(a)
	p := &a
	for i, v := range p { // ranges over the array itself
		p[2] = 60
		fmt.Print(i, "=", v, " ")
	}
	fmt.Println()
	arrays := [][2]int{{1, 2}, {3, 4}}
	for _, x := range arrays {
		x[0] = 0
	}
	fmt.Println(arrays)
	m := map[[2]int]string{{1, 2}: "a"}
	fmt.Println(m[[2]int{1, 2}], m[[2]int{2, 1}] == "")
}
