package main

type T struct {
	a, b int
}

func main() {
	_ = T{1, "x"}
	_ = T{a: 1, a: 2}
	_ = &T{c: 1}
	_ = []T{{1, 2}, {1}}
	_ = map[string]T{"x": {1, 2, 3}}
	_ = [...]int{5: 1, 5: 2}
	_ = []int{-1: 0}
	_ = []int{"a": 0}
}
