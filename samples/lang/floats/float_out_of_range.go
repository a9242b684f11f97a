// Floats out of the range of a narrow integer type: what gc's code gives on amd64.
package main

import "fmt"

//go:noinline
func id(f float64) float64 { return f }

func main() {
	for _, f := range []float64{0, 1.9, -1.9, 127.5, 128, 255, 256, 300.7, -129, -300, 32768, 65536, 70000.5, 2147483647, 2147483648, 3000000000, 4294967296, 5e9, -5e9, 9e18, 9.3e18, 1e19, 1.9e19, -1e19, 1e300, -1e300} {
		f = id(f)
		fmt.Println(f, int8(f), int16(f), int32(f), int64(f), int(f), uint8(f), uint16(f), uint32(f), uint64(f), uint(f), uintptr(f))
		g := float32(f)
		fmt.Println(g, int8(g), int16(g), int32(g), int64(g), uint8(g), uint16(g), uint32(g), uint64(g))
	}
	inf := 1 / id(0)
	nan := inf - inf
	for _, f := range []float64{inf, -inf, nan} {
		fmt.Println(f, int8(f), int16(f), int32(f), int64(f), int(f), uint8(f), uint16(f), uint32(f), uint64(f), uint(f), uintptr(f))
	}
}
