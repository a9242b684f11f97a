package main

import "fmt"

func main() {
	s := []int{1, 2, 3, 4}
	a := [3]int(s)
	p := (*[2]int)(s)
	s[0] = 100
	fmt.Println(a, *p)
	p[1] = 200
	fmt.Println(s, len(p))
	var none []int
	q := (*[0]int)(none)
	fmt.Println(q == nil, (*[0]int)([]int{}) == nil, [0]int(none))
	type triple [3]int
	fmt.Println(triple(s[1:]))
	for i, v := range [2]int(s[2:]) {
		fmt.Print(i, v, " ")
	}
	fmt.Println()
}
