// Quotients and remainders by powers of two round towards zero, whatever the width.
package main

import "fmt"

func parity(n int) string {
	if n%2 == 0 {
		return "even"
	}
	return "odd"
}

func multiples8(n int8) (count int) {
	for i := n; ; i++ {
		if i%16 != 0 {
			count++
		}
		if i == 127 {
			return count
		}
	}
}

func main() {
	for _, n := range []int{-9, -8, -7, -2, -1, 0, 1, 2, 7, 8, 9, -1 << 63, 1<<63 - 1} {
		fmt.Println(n, n/2, n%2, n/8, n%8, n/16384, n%16384, parity(n))
	}
	for _, n := range []int8{-128, -127, -3, -1, 0, 3, 127} {
		fmt.Println(n, n/2, n%2, n/64, n%64, n%4 == 0, 0 != n%4)
	}
	for _, n := range []uint32{0, 1, 1<<32 - 1} {
		fmt.Println(n, n/4, n%4, n%4 == 0)
	}
	fmt.Println(multiples8(-128), (3+parityBit(6))%4 == 0)
}

func parityBit(n int) int { return n&1 + 1 }
