package main

func main() {
	var b byte
	for _, b = range "abc" {
	}
	var i string
	for i = range []int{} {
	}
	_, _ = b, i
}
