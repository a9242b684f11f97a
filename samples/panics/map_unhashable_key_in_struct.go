package main

type T struct{ v any }

func main() {
	m := map[any]int{}
	m[T{[]int{1}}] = 1
}
