package main

import "fmt"

func main() {
	x := []int{10, 20}
	i := 1
	for i, x[i] = range []int{99} {
	}
	fmt.Println(i, x)
	r := []rune{'a', 'b'}
	i = 1
	for i, r[i] = range "c" {
	}
	fmt.Println(i, r)
	k := 1
	for k, x[k] = range map[int]int{0: 7} {
	}
	fmt.Println(k, x)
}
