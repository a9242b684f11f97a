package main

import (
	"fmt"
	"math"
)

func main() {
	x, y := 1.0, 3.0
	fmt.Println(x/y, float32(x)/float32(y), x*y, x-y, -x)
	var f32 float32 = 16777216
	fmt.Println(f32+1 == f32, f32*f32)
	zero := 0.0
	inf := 1 / zero
	fmt.Println(inf, -inf, inf-inf, zero/zero, math.Sqrt(-1))
	nan := math.NaN()
	fmt.Println(nan == nan, nan != nan, nan < 1, nan > 1, !(nan < 1))
	negative := math.Copysign(0, -1)
	fmt.Println(negative, negative == 0, 1/negative, zero == negative)
	fmt.Println(0.1+0.2, float32(0.1)+float32(0.2), 1e100, 1e20, 1e21, 123456789.0, 1e-5, 0.0001)
	fmt.Println(math.MaxFloat64, math.SmallestNonzeroFloat64, math.MaxFloat32, float32(math.MaxFloat32))
	h := 1e308
	fmt.Println(h*10, -h*10, h*10 > math.MaxFloat64)
	f32 = 1e38
	fmt.Println(f32*10, f32/1e-10)
	x += 0.5
	x *= 2
	x /= 4
	x -= 1
	fmt.Println(x)
	x++
	fmt.Println(x)
}
