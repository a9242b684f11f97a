package main

func main() {
	_ = cap(map[int]int{})
}
