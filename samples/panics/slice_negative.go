package main

func main() {
	s := make([]int, 4)
	lo := -2
	println(len(s[lo:]))
}
