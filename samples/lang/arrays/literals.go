package main

import "fmt"

func main() {
	a := [...]string{2: "two", 0: "zero", 5: "five"}
	fmt.Println(len(a), a)
	fmt.Printf("%q\n", a)
	b := [5]int{1: 10, 20, 4: 40}
	fmt.Println(b)
	const n = 2
	c := [n * 2]bool{n: true}
	fmt.Println(c)
	vowels := [128]bool{'a': true, 'e': true, 'i': true, 'o': true, 'u': true}
	count := 0
	for _, r := range "composite literal" {
		if vowels[r] {
			count++
		}
	}
	fmt.Println(count)
	points := [...]struct{ x, y int }{{1, 2}, {y: 5}, {}}
	fmt.Println(points, len(points))
	pointers := [...]*[2]int{{1, 2}, {3}}
	fmt.Println(*pointers[0], pointers[1][0])
	var zero [0]int
	fmt.Println(len(zero), zero)
	nested := [2][2][]int{{{1}, {2, 3}}, {nil, {}}}
	fmt.Println(nested, nested[1][0] == nil, nested[1][1] == nil)
}
