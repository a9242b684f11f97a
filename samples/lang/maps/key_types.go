package main

import "fmt"

type point struct{ x, y int }

type named string

type shape interface{ area() int }

type square int

func (s square) area() int { return int(s * s) }

func main() {
	a := map[point]string{{1, 2}: "a", {3, 4}: "b"}
	fmt.Println(a[point{1, 2}], a[point{3, 4}], len(a[point{}]))
	b := map[[2]string]int{{"x", "y"}: 1}
	b[[2]string{"x", "y"}]++
	fmt.Println(b)
	c := map[any]string{1: "int", "1": "string", 1.0: "float", 'a': "rune", true: "bool", nil: "nil", point{1, 2}: "struct"}
	fmt.Println(c[1], c["1"], c[1.0], c['a'], c[true], c[nil], c[point{1, 2}], c[int64(1)] == "", len(c))
	x, y := new(int), new(int)
	d := map[*int]int{x: 1, y: 2}
	fmt.Println(d[x], d[y], len(d))
	e := map[shape]string{square(2): "two"}
	fmt.Println(e[square(2)], e[square(3)] == "")
	f := map[named]map[bool]int{"k": {true: 1}}
	f["k"][false] = 2
	fmt.Println(f)
	ch := make(chan int)
	g := map[chan int]string{ch: "chan"}
	fmt.Println(g[ch], g[nil] == "")
	h := map[float64]int{0: 1}
	zero := 0.0
	h[-zero]++
	fmt.Println(h)
	type pair struct {
		k any
		f float32
	}
	i := map[pair]int{{"a", 0.5}: 7}
	fmt.Println(i[pair{"a", 0.5}])
	j := map[byte]int{}
	for _, c := range []byte("mississippi") {
		j[c]++
	}
	fmt.Println(j, j['s'])
}
