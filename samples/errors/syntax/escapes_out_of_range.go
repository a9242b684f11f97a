package main

func main() {
	println("\400", "\xg1", "\u12", "\ud800", "\U00110000", '\'')
	println('\q', '\400', 'a
}
