package main
type T struct{}
func (T) Bar() {}

func main() {
	var t T
	t.bar()
}
