package main

import "fmt"

type empty struct{}

func main() {
	a := struct {
		name string
		age  int
	}{"Ann", 30}
	var b struct {
		name string
		age  int
	}
	b = a
	b.age++
	fmt.Println(a, b, a == b)
	type person struct {
		name string
		age  int
	}
	var c person = b
	fmt.Println(c, c == b)
	tests := []struct {
		in   string
		want int
	}{
		{"a", 1},
		{want: 2},
	}
	for _, t := range tests {
		fmt.Printf("%q %d\n", t.in, t.want)
	}
	set := map[string]struct{}{"x": {}}
	_, ok := set["x"]
	fmt.Println(ok, len(set), empty{} == empty{}, [3]empty{})
	type recursive struct {
		next *recursive
		n    int
	}
	list := (*recursive)(nil)
	for i := range 4 {
		list = &recursive{list, i}
	}
	for n := list; n != nil; n = n.next {
		fmt.Print(n.n, " ")
	}
	fmt.Println()
	var blank struct {
		_ int
		x int
		_ string
	}
	blank.x = 1
	fmt.Println(blank.x)
}
