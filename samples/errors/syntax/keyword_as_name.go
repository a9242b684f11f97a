package main
func main() {
	var type = 1
}
