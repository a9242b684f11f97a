package main

func main() {
	s := []int{1}
	i := uint64(1 << 63)
	println(s[i])
}
