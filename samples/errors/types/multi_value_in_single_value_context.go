package main
func f() (int, error) { return 1, nil }

func main() {
	x := f() + 1
	_ = x
}
