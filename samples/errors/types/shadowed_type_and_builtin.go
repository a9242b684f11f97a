package main

func main() {
	int := 5
	var x int
	len := 3
	_ = len("abc")
	true := false
	if true {
	}
	_ = nil()
}
