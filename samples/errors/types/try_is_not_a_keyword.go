package main
func main() {
	try {
	}
}
