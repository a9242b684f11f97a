package main

import "fmt"

func main() {
	m := make(map[int]int)
	for i := range 20000 {
		m[i*7] = i
	}
	for i := 0; i < 20000; i += 2 {
		delete(m, i*7)
	}
	sum, keys := 0, 0
	for k, v := range m {
		keys += k
		sum += v
	}
	fmt.Println(len(m), sum, keys, m[7], m[14])
	s := map[string]int{}
	for i := range 3000 {
		s[fmt.Sprint("key", i%1000)] += i
	}
	fmt.Println(len(s), s["key0"], s["key999"])
}
