package main

import "fmt"

func main() {
	var u8 uint8
	u8--
	fmt.Println(u8)
	u8 += 2
	fmt.Println(u8)
	var u16 uint16 = 65535
	u16 += 10
	fmt.Println(u16, -u16, ^u16)
	var u32 uint32 = 1 << 31
	fmt.Println(u32+u32, u32*2-1, -u32, u32<<1)
	var u64 uint64
	u64--
	fmt.Println(u64, u64*u64, u64/3, u64%10)
	var u uint = 1
	fmt.Println(u-2, ^u, -u)
	u8, u16 = 200, 60000
	fmt.Println(u8+u8, u8*u8, u16*u16, u8-201)
	fmt.Println(u64 > 0, u8 > 100, uint32(1<<31) > 1<<30)
	var p uintptr = 1
	p -= 2
	fmt.Println(p == ^uintptr(0))
}
