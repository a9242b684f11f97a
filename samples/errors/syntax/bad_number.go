package main
func main() {
	x := 0b12
	y := 08
	z := 1_
}
