package main

import "fmt"

func main() {
	s := []int{0, 1, 2, 3, 4, 5, 6, 7}
	t := s[2:4:6]
	fmt.Println(t, len(t), cap(t))
	u := s[:3:3]
	u = append(u, 99)
	fmt.Println(s[3], u)
	v := s[2:2:2]
	fmt.Println(len(v), cap(v), v == nil)
	a := &[4]int{1, 2, 3, 4}
	w := a[1:2:3]
	w = append(w, 10)
	w = append(w, 20)
	fmt.Println(*a, w)
	var none []int
	fmt.Println(none[:] == nil, none[0:0:0] == nil, len(none[:0]))
	fmt.Println(s[len(s):], cap(s[3:]), cap(s[:3]), len(s[:5][4:8]))
}
