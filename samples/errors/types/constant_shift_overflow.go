package main

func main() {
	var u8 uint8 = 1 << 8
	println(u8, int32(1)<<31, ^uint8(0)+1)
	const big = 1 << 600
	println(big)
}
