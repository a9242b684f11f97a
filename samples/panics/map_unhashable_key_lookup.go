package main

func main() {
	m := map[any]int{"a": 1}
	_ = m[map[int]int{}]
}
