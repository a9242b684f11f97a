package main

func main() {
	defer
	go
	defer x := 1
}
