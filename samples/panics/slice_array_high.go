package main

func main() {
	var a [3]int
	n := 9
	println(len(a[:n]))
}
