package main

import (
	"fmt"
	"maps"
	"slices"
)

func main() {
	s := []string{"c", "a", "b"}
	for i, v := range slices.All(s) {
		fmt.Print(i, v, " ")
	}
	for i, v := range slices.Backward(s) {
		fmt.Print(i, v, " ")
	}
	for v := range slices.Values(s) {
		if v == "b" {
			break
		}
		fmt.Print(v, " ")
	}
	fmt.Println()
	fmt.Println(slices.Sorted(slices.Values(s)), slices.Collect(slices.Values(s)))
	fmt.Println(slices.AppendSeq([]string{"z"}, slices.Values(s)))
	for c := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(c, len(c), cap(c), " ")
	}
	fmt.Println()
	m := map[string]int{"x": 1, "y": 2, "z": 3}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Sorted(maps.Values(m)))
	fmt.Println(slices.SortedFunc(maps.Keys(m), func(a, b string) int { return m[b] - m[a] }))
}
