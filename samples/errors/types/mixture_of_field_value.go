package main
type T struct{ x, y int }

func main() {
	_ = T{x: 1, 2}
}
