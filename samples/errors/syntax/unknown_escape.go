package main
func main() {
	println("\q")
}
