package main

import "fmt"

func main() {
	for _, n := range []int{0, 42, -42, 1000000} {
		fmt.Printf("%d|%+d|% d|%6d|%-6d|%06d|%+06d|%x|%X|%#x|%o|%#o|%O|%b|%#b\n", n, n, n, n, n, n, n, n, n, n, n, n, n, n, n)
	}
	fmt.Printf("%c|%q|%U|%#U|%#q|%+q|%5c|%-5c|\n", 'x', 'x', 'x', 'é', 'é', '世', 'x', 'x')
	fmt.Printf("%c|%q|%U\n", 0x1F600, '\n', -1)
	fmt.Printf("%.3d|%8.3d|%-8.3d|%08.3d|%.0d|%.0d|%+.2d\n", 7, 7, 7, 7, 0, 1, 5)
	var i8 int8 = -128
	var u8 uint8 = 255
	var u64 uint64 = 1<<64 - 1
	var i64 int64 = -1 << 63
	fmt.Printf("%d %d %d %d %x %X %b %o\n", i8, u8, u64, i64, i8, u64, u8, u64)
	fmt.Printf("%v %v %+v %#v %#v %T %T\n", i8, u64, 5, 5, u8, i8, u64)
	fmt.Printf("%*d|%-*d|%0*d|%.*d\n", 5, 42, 5, 42, 5, 42, 4, 42)
	fmt.Printf("%x %X %#x % x % X\n", -255, 255, -255, 0x1234, 0xabcd)
	fmt.Printf("%t %s %d\n", 1, 2, 3)
	fmt.Printf("%10.4x|%-10.4x|%#10x|%#-10x|%#010x\n", 255, 255, 255, 255, 255)
	fmt.Printf("%+x % d %+v % x\n", 10, -3, uint(4), 10)
	var p uintptr = 4096
	fmt.Printf("%v %d %#v %x\n", p, p, p, p)
	fmt.Printf("%20b|%-20o|%+q|%#q\n", 5, 8, 0x7f, '`')
}
