package main

func main() {
	var p *[3]int
	println(p[1])
}
