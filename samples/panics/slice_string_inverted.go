package main

func main() {
	s := "abcdef"
	lo, hi := 4, 2
	println(s[lo:hi])
}
