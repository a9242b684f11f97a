package main

import "fmt"

func main() {
	s := []int{1, 2, 3, 4, 5}
	fmt.Println(copy(s[1:], s), s)
	s = []int{1, 2, 3, 4, 5}
	fmt.Println(copy(s, s[2:]), s)
	d := make([]int, 2)
	fmt.Println(copy(d, s), d, copy(d[:0], s))
	b := make([]byte, 3)
	fmt.Println(copy(b, "hello"), string(b))
	clear(s[1:3])
	fmt.Println(s)
	m := map[string]int{"a": 1}
	clear(m)
	fmt.Println(len(m), m)
	var none []int
	clear(none)
	words := []string{"x", "y"}
	clear(words)
	fmt.Printf("%q\n", words)
}
