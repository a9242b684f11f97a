package main

func main() {
	var z uint8
	println(uint8(1) / z)
}
