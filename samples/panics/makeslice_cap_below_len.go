package main

func main() {
	n := 1
	s := make([]int, 2, n)
	println(len(s))
}
