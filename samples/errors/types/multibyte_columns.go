package main

func main() {
	println("é€😀", undefined1)
	é := "ü"; println(é + 1)
}
