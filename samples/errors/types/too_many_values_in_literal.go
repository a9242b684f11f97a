package main
type T struct{ x, y int }

func main() {
	_ = T{1, 2, 3}
}
