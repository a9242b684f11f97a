package main

import "fmt"

func main() {
	s := []int{1, 2, 3}
	for i, v := range s { // the length is taken once
		s = append(s, v*10)
		if i == 0 {
			s[1] = 99 // still the old array or a new one: only the first append moves it
		}
	}
	fmt.Println(len(s), s[3:])
	t := []int{1, 2, 3}
	for i := range t {
		t[i] *= 2
	}
	for _, v := range t {
		v = 0
		_ = v
	}
	fmt.Println(t)
	for i, v := range t {
		if i+1 < len(t) {
			t[i+1] += v
		}
	}
	fmt.Println(t)
	var i int
	for i = range t {
	}
	fmt.Println(i)
}
