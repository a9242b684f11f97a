package main

import "fmt"

func main() {
	for _, p := range [][2]int{{7, 2}, {-7, 2}, {7, -2}, {-7, -2}, {6, 3}, {0, 5}} {
		a, b := p[0], p[1]
		q, r := a/b, a%b
		fmt.Println(a, b, q, r, q*b+r == a)
	}
	var u8 uint8 = 250
	fmt.Println(u8/7, u8%7, u8/8, u8%8)
	var u64 uint64 = 1<<64 - 1
	fmt.Println(u64/10, u64%10, u64/u64, u64/(u64-1))
	for i := -9; i <= 9; i += 3 {
		fmt.Print(i/4, " ", i%4, " ", i>>2, " ", i&3, "; ")
	}
	fmt.Println()
	var i8 int8 = -100
	fmt.Println(i8/3, i8%3, i8/16, i8/1)
}
