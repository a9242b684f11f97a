package main

func two() (int, string) { return 1, "a" }

func take(a int) {}

func main() {
	take(two())
	var a, b, c = two()
	x := two()
	return two()
}
