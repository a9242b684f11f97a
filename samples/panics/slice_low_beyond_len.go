package main

func main() {
	s := make([]int, 2, 4)
	lo := 3
	println(len(s[lo:]))
}
