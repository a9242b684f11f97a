package main

func main() {
	println(system, compiler, new, old)
}
