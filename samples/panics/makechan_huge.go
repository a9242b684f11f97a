package main

func main() {
	n := 1 << 62
	c := make(chan int, n)
	println(len(c))
}
