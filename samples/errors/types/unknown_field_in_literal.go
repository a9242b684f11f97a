package main
type T struct{ x int }

func main() {
	_ = T{z: 1}
}
