// Package bits counts and moves bits.
package bits

// UintSize is the size of a uint in bits.
const UintSize = 64

// LeadingZeros64 counts the zero bits before the first one.
func LeadingZeros64(x uint64) int

// TrailingZeros64 counts the zero bits after the last one.
func TrailingZeros64(x uint64) int

// OnesCount64 counts the one bits.
func OnesCount64(x uint64) int

// Reverse64 reverses the bits.
func Reverse64(x uint64) uint64

// ReverseBytes64 reverses the bytes.
func ReverseBytes64(x uint64) uint64

// Mul64 returns the 128-bit product of x and y.
func Mul64(x, y uint64) (hi, lo uint64)

func div64(hi, lo, y uint64) (quo, rem uint64)

const overflowError = "runtime error: integer overflow"
const divideError = "runtime error: integer divide by zero"

// Div64 divides hi:lo by y.
func Div64(hi, lo, y uint64) (quo, rem uint64) {
	if y == 0 {
		z := y
		_ = lo / z
	}
	if y <= hi {
		panic(overflowError)
	}
	return div64(hi, lo, y)
}

// Rem64 is the remainder of hi:lo by y.
func Rem64(hi, lo, y uint64) uint64 {
	_, rem := Div64(hi%y, lo, y)
	return rem
}

// LeadingZeros counts the zero bits before the first one.
func LeadingZeros(x uint) int { return LeadingZeros64(uint64(x)) }

// LeadingZeros8 counts the zero bits before the first one.
func LeadingZeros8(x uint8) int { return LeadingZeros64(uint64(x)) - 56 }

// LeadingZeros16 counts the zero bits before the first one.
func LeadingZeros16(x uint16) int { return LeadingZeros64(uint64(x)) - 48 }

// LeadingZeros32 counts the zero bits before the first one.
func LeadingZeros32(x uint32) int { return LeadingZeros64(uint64(x)) - 32 }

// TrailingZeros counts the zero bits after the last one.
func TrailingZeros(x uint) int { return TrailingZeros64(uint64(x)) }

// TrailingZeros8 counts the zero bits after the last one.
func TrailingZeros8(x uint8) int { return TrailingZeros64(uint64(x) | 1<<8) }

// TrailingZeros16 counts the zero bits after the last one.
func TrailingZeros16(x uint16) int { return TrailingZeros64(uint64(x) | 1<<16) }

// TrailingZeros32 counts the zero bits after the last one.
func TrailingZeros32(x uint32) int { return TrailingZeros64(uint64(x) | 1<<32) }

// OnesCount counts the one bits.
func OnesCount(x uint) int { return OnesCount64(uint64(x)) }

// OnesCount8 counts the one bits.
func OnesCount8(x uint8) int { return OnesCount64(uint64(x)) }

// OnesCount16 counts the one bits.
func OnesCount16(x uint16) int { return OnesCount64(uint64(x)) }

// OnesCount32 counts the one bits.
func OnesCount32(x uint32) int { return OnesCount64(uint64(x)) }

// RotateLeft rotates by k, to the right if k is negative.
func RotateLeft(x uint, k int) uint { return uint(RotateLeft64(uint64(x), k)) }

// RotateLeft8 rotates by k, to the right if k is negative.
func RotateLeft8(x uint8, k int) uint8 {
	s := uint(k) & 7
	return x<<s | x>>(8-s)
}

// RotateLeft16 rotates by k, to the right if k is negative.
func RotateLeft16(x uint16, k int) uint16 {
	s := uint(k) & 15
	return x<<s | x>>(16-s)
}

// RotateLeft32 rotates by k, to the right if k is negative.
func RotateLeft32(x uint32, k int) uint32 {
	s := uint(k) & 31
	return x<<s | x>>(32-s)
}

// RotateLeft64 rotates by k, to the right if k is negative.
func RotateLeft64(x uint64, k int) uint64 {
	s := uint(k) & 63
	return x<<s | x>>(64-s)
}

// Reverse reverses the bits.
func Reverse(x uint) uint { return uint(Reverse64(uint64(x))) }

// Reverse8 reverses the bits.
func Reverse8(x uint8) uint8 { return uint8(Reverse64(uint64(x)) >> 56) }

// Reverse16 reverses the bits.
func Reverse16(x uint16) uint16 { return uint16(Reverse64(uint64(x)) >> 48) }

// Reverse32 reverses the bits.
func Reverse32(x uint32) uint32 { return uint32(Reverse64(uint64(x)) >> 32) }

// ReverseBytes reverses the bytes.
func ReverseBytes(x uint) uint { return uint(ReverseBytes64(uint64(x))) }

// ReverseBytes16 reverses the bytes.
func ReverseBytes16(x uint16) uint16 { return x>>8 | x<<8 }

// ReverseBytes32 reverses the bytes.
func ReverseBytes32(x uint32) uint32 { return uint32(ReverseBytes64(uint64(x)) >> 32) }

// Len returns the number of bits that x needs.
func Len(x uint) int { return 64 - LeadingZeros64(uint64(x)) }

// Len8 returns the number of bits that x needs.
func Len8(x uint8) int { return 64 - LeadingZeros64(uint64(x)) }

// Len16 returns the number of bits that x needs.
func Len16(x uint16) int { return 64 - LeadingZeros64(uint64(x)) }

// Len32 returns the number of bits that x needs.
func Len32(x uint32) int { return 64 - LeadingZeros64(uint64(x)) }

// Len64 returns the number of bits that x needs.
func Len64(x uint64) int { return 64 - LeadingZeros64(x) }

// Add64 adds with carry.
func Add64(x, y, carry uint64) (sum, carryOut uint64) {
	sum = x + y + carry
	carryOut = ((x & y) | ((x | y) &^ sum)) >> 63
	return
}

// Add32 adds with carry.
func Add32(x, y, carry uint32) (sum, carryOut uint32) {
	s := uint64(x) + uint64(y) + uint64(carry)
	return uint32(s), uint32(s >> 32)
}

// Add adds with carry.
func Add(x, y, carry uint) (sum, carryOut uint) {
	s, c := Add64(uint64(x), uint64(y), uint64(carry))
	return uint(s), uint(c)
}

// Sub64 subtracts with borrow.
func Sub64(x, y, borrow uint64) (diff, borrowOut uint64) {
	diff = x - y - borrow
	borrowOut = ((^x & y) | (^(x ^ y) & diff)) >> 63
	return
}

// Sub32 subtracts with borrow.
func Sub32(x, y, borrow uint32) (diff, borrowOut uint32) {
	diff = x - y - borrow
	borrowOut = ((^x & y) | (^(x ^ y) & diff)) >> 31
	return
}

// Sub subtracts with borrow.
func Sub(x, y, borrow uint) (diff, borrowOut uint) {
	d, b := Sub64(uint64(x), uint64(y), uint64(borrow))
	return uint(d), uint(b)
}

// Mul32 returns the 64-bit product of x and y.
func Mul32(x, y uint32) (hi, lo uint32) {
	p := uint64(x) * uint64(y)
	return uint32(p >> 32), uint32(p)
}

// Mul returns the 128-bit product of x and y.
func Mul(x, y uint) (hi, lo uint) {
	h, l := Mul64(uint64(x), uint64(y))
	return uint(h), uint(l)
}

// Div32 divides hi:lo by y.
func Div32(hi, lo, y uint32) (quo, rem uint32) {
	if y != 0 && y <= hi {
		panic(overflowError)
	}
	z := uint64(hi)<<32 | uint64(lo)
	return uint32(z / uint64(y)), uint32(z % uint64(y))
}

// Div divides hi:lo by y.
func Div(hi, lo, y uint) (quo, rem uint) {
	q, r := Div64(uint64(hi), uint64(lo), uint64(y))
	return uint(q), uint(r)
}
