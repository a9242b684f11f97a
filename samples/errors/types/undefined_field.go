package main
type T struct{ y int }

func main() {
	var t T
	println(t.x)
}
