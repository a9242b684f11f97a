package main

import "fmt"

func main() {
	a := [6]int{0, 1, 2, 3, 4, 5}
	s := a[1:4]
	fmt.Println(s, len(s), cap(s))
	s[0] = 100
	fmt.Println(a)
	t := s[1:5]
	t[2] = 200
	fmt.Println(a, t, len(t), cap(t))
	s = append(s, 300)
	fmt.Println(a, s)
	u := append(s[:1], 7, 8)
	fmt.Println(a, s, u)
	full := a[:2:2]
	full = append(full, -1)
	full[0] = -2
	fmt.Println(a, full)
	v := a[:]
	v[5]--
	fmt.Println(a[5], len(a[3:3]), cap(a[3:3]), cap(a[6:]))
}
