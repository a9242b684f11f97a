package main

import (
	"fmt"
	"math/bits"
)

func main() {
	for _, x := range []uint64{0, 1, 0x80, 0xff00, 1 << 63, 1<<64 - 1} {
		fmt.Println(bits.OnesCount64(x), bits.LeadingZeros64(x), bits.TrailingZeros64(x), bits.Len64(x), bits.Reverse64(x), bits.ReverseBytes64(x), bits.RotateLeft64(x, 4))
	}
	fmt.Println(bits.OnesCount8(0xf0), bits.LeadingZeros8(1), bits.TrailingZeros16(0), bits.Len32(255), bits.RotateLeft8(0x81, -1), bits.Reverse8(1), bits.UintSize)
	hi, lo := bits.Mul64(1<<63, 6)
	sum, carry := bits.Add64(1<<64-1, 1, 0)
	diff, borrow := bits.Sub64(0, 1, 0)
	q, r := bits.Div64(1, 0, 3)
	fmt.Println(hi, lo, sum, carry, diff, borrow, q, r)
}
