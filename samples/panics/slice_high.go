package main

func main() {
	s := make([]int, 2, 4)
	n := 9
	println(len(s[:n]))
}
