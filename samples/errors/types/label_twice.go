package main

func main() {
again:
	println()
again:
	goto again
}
