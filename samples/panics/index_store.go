package main

func main() {
	s := []int{1, 2, 3}
	i := 3
	s[i] = 1
}
