package main
func f(a int = 1) {}
func main() {}
