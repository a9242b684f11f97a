package main

func main() {
	var s []int
	i := 0
	println(s[i])
}
