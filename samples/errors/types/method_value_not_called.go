package main

type T struct{}

func (T) M() int { return 1 }

func main() {
	var t T
	var x int = t.M
	t.M
	if t.M == 1 {
	}
}
