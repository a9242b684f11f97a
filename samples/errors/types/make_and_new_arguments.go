package main

func main() {
	_ = make()
	_ = make([]int, -1)
	_ = make([]int, "a")
	_ = make([]int, 1, 2, 3)
	_ = make(map[string]int, 1.5)
	_ = new()
	_ = len(1)
	_ = cap("s")
	_ = append(1, 2)
	_ = append([]int{}, "x")
}
