package main

func main() {
	a, b := []int{}, []int{}
	println(a == b)
}
