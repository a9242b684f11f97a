package main

func main() {
	s := make([]int, 4)
	lo, hi := 3, 2
	println(len(s[lo:hi:4]))
}
