package main

import "fmt"

func main() {
	var s []int
	fmt.Println(s == nil, len(s), cap(s))
	for i := range 20 {
		s = append(s, i)
	}
	fmt.Println(len(s), cap(s) >= 20, s)
	s = append(s[:2], s[18:]...)
	fmt.Println(s)
	s = append(s)
	s = append(s, []int{}...)
	fmt.Println(len(s))
	t := append([]int(nil), s...)
	t[0] = 42
	fmt.Println(s[0], t)
	var none []string
	none = append(none, nil...)
	fmt.Println(none == nil)
	s = append(s, s...)
	fmt.Println(s)
	b := append([]byte("ab"), "cd"...)
	fmt.Println(string(b))
	c := make([]int, 2, 10)
	d := append(c, 1)
	e := append(c, 2)
	fmt.Println(d[2], e[2], len(c))
	f := append([]func() int{}, func() int { return 1 }, func() int { return 2 })
	fmt.Println(f[0]()+f[1](), len(append([]any{1}, "x", nil, 2.5)))
}
