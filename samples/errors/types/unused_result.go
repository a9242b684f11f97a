package main

func main() {
	len("a")
}
