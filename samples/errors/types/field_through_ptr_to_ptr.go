package main
type T struct{ x int }

func main() {
	p := &T{}
	pp := &p
	_ = pp.x
}
