package main

var b = note("var b")

func note(what string) string {
	println(what)
	return what
}

func init() { println("init of b") }

func main() { println(a, b) }
