package main

import "fmt"

// An entry that is deleted before it was reached is not produced; one that is added may be.
func main() {
	m := map[int]int{}
	for i := range 100 {
		m[i] = i
	}
	seen := map[int]bool{}
	for k := range m {
		seen[k] = true
		delete(m, k)
		delete(m, (k+1)%100)
	}
	fmt.Println(len(m), len(seen) >= 50, len(seen) <= 100)

	for i := range 10 {
		m[i] = i
	}
	visited := map[int]int{}
	for k := range m {
		visited[k]++
		if k < 1000 {
			m[k+1000] = k
		}
	}
	old := 0
	most := 0
	for k, n := range visited {
		if k < 1000 {
			old++
		}
		most = max(most, n)
	}
	fmt.Println(len(m), old, most)

	count := 0
	for k := range m {
		count++
		clear(m)
		_ = k
	}
	fmt.Println(count, len(m))

	for i := range 50 {
		m[i] = i
	}
	for k, v := range m {
		m[k] = v + 1
	}
	sum := 0
	for _, v := range m {
		sum += v
	}
	fmt.Println(sum)
}
