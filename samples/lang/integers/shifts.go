package main

import "fmt"

func main() {
	var i8 int8 = -128
	var u8 uint8 = 0x81
	var i64 int64 = -1
	for _, n := range []uint{0, 1, 7, 8, 63, 64, 200} {
		fmt.Println(n, i8>>n, u8>>n, u8<<n, i64>>n, i64<<n, uint32(1)<<n, 1<<n)
	}
	n := 3
	var f float64 = 1 << 3
	fmt.Println(1<<n, f)
	var x uint8 = 1
	var y = uint16(x<<7) << 1
	fmt.Println(y, uint16(x)<<8, x<<8>>8)
	x <<= 3
	x >>= 1
	fmt.Println(x)
	var big uint64 = 1 << 40
	one := int32(1)
	fmt.Println(1<<big == 0, one<<31, one<<32)
	const s uint = 33
	var i = 1 << s
	fmt.Println(i)
}
