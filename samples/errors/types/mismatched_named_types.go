package main

func main() {
	var a int; var b int64
	println(a == b)
}
