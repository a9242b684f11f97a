package main

import (
	"fmt"
	"math"
)

func main() {
	i := 300
	fmt.Println(int8(i), uint8(i), int16(i*300), uint16(i*300))
	m := -1
	fmt.Println(uint8(m), uint16(m), uint32(m), uint64(m), uint(m))
	var u8 uint8 = 200
	fmt.Println(int8(u8), int(int8(u8)), uint64(int8(u8)), int(u8))
	var i8 int8 = -1
	fmt.Println(uint8(i8), uint32(i8), uint32(uint8(i8)), int64(i8))
	f := 3.99
	fmt.Println(int(f), int(-f), int8(f), uint8(f), int64(1e18), float32(16777217))
	var big int64 = 1<<53 + 1
	fmt.Println(int64(float64(big)) == big, float64(big))
	fmt.Println(float64(uint64(1<<64-1)), float32(0.1), float64(float32(0.1)))
	fmt.Println(uint64(float64(1<<63)), int64(math.Trunc(-1e15)))
	fmt.Println(math.Float64bits(-0.0), math.Float64bits(math.Copysign(0, -1)), math.Float32bits(1))
	type Meters int32
	d := Meters(5)
	fmt.Println(int(d)*2, Meters(2)*d, float64(d)/2)
}
