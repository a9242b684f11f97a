package main

import "fmt"

func main() {
	m := map[string]int{"one": 1, "two": 2}
	m["three"] = 3
	v, ok := m["two"]
	fmt.Println(len(m), v, ok, m["none"])
	_, ok = m["none"]
	fmt.Println(ok)
	delete(m, "one")
	delete(m, "none")
	fmt.Println(len(m), m)
	m["two"]++
	m["new"] += 5
	m["three"] *= m["two"]
	fmt.Println(m)
	n := m
	n["alias"] = 1
	fmt.Println(len(m), m["alias"])
	if v, ok := m["new"]; ok {
		fmt.Println("found", v)
	}
	var none map[string]int
	fmt.Println(none == nil, len(none), none["x"])
	delete(none, "x")
	for range none {
		fmt.Println("never")
	}
	words := map[string][]string{}
	words["a"] = append(words["a"], "apple")
	words["a"] = append(words["a"], "avocado")
	fmt.Println(words, len(words["b"]))
	sized := make(map[int]bool, 100)
	sized[1] = true
	fmt.Println(len(sized), sized)
}
