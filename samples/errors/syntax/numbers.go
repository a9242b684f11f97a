package main

func main() {
	println(0x, 0b, 0o8, 1e, 0x1.5, 1__0, 0_, 09.5, 09, 0b1e3, 0xp1)
}
