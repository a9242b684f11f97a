package main

func main() {
	n := 1 << 62
	_ = make([]int, n)
}
