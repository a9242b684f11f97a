package main

import "fmt"

func main() {
	a, b := 0b1100, 0b1010
	fmt.Printf("%04b %04b %04b %04b\n", a&b, a|b, a^b, a&^b)
	fmt.Println(^a, ^uint8(a), -a, +a)
	var u uint8 = 0xf0
	u &= 0x3c
	u |= 1
	u ^= 0xff
	u &^= 0x80
	fmt.Printf("%08b\n", u)
	var i int16 = -2
	fmt.Println(i&0xff, i|1, i^i, ^i)
	fmt.Println(1|2^3&4, 1+2*3%4-5/2, 6&3<<1, -3>>1)
	fmt.Println(1 < 2 == true && !false || 1 > 2)
}
