package main

func main() {
	s := make([]int, 4)
	hi, max := 3, 2
	println(len(s[0:hi:max]))
}
