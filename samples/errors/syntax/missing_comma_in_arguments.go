package main

func main() {
	println(1 2)
	println("a" "b", 3)
}
