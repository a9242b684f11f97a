package main

func main() {
	s := "abc"
	n := 9
	println(s[:n])
}
