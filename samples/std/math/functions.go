package main

import (
	"fmt"
	"math"
)

func main() {
	fmt.Println(math.Sqrt(2), math.Cbrt(27), math.Pow(2, 10), math.Pow(2, 0.5), math.Pow(-1, 0.5), math.Hypot(3, 4))
	fmt.Println(math.Floor(-1.5), math.Ceil(-1.5), math.Trunc(-1.5), math.Round(2.5), math.Round(-2.5), math.RoundToEven(2.5))
	fmt.Println(math.Abs(-3), math.Max(1, math.NaN()), math.Min(-0.0, 0), math.Mod(7, 3), math.Mod(-7, 3), math.Remainder(7, 4), math.Dim(3, 5))
	fmt.Println(math.Exp(1), math.Exp2(10), math.Log(math.E), math.Log2(8), math.Log10(1000), math.Log1p(0), math.Expm1(0))
	fmt.Printf("%.12f %.12f %.12f %.12f\n", math.Sin(1), math.Cos(1), math.Tan(1), math.Atan2(1, 2))
	fmt.Printf("%.12f %.12f %.12f %.12f\n", math.Asin(0.5), math.Acos(0.5), math.Atan(1), math.Sinh(1))
	fmt.Println(math.IsNaN(math.NaN()), math.IsInf(math.Inf(-1), -1), math.IsInf(1, 0), math.Signbit(-0.0), math.Signbit(math.Copysign(0, -1)))
	frac, exp := math.Frexp(10)
	fmt.Println(frac, exp, math.Ldexp(0.625, 4))
	i, f := math.Modf(-3.25)
	fmt.Println(i, f)
	fmt.Println(math.MaxInt, math.MinInt, math.MaxInt32, math.MaxUint32, uint64(math.MaxUint64), math.MaxInt8)
	fmt.Println(math.Pi, math.E, math.Phi, math.Sqrt2, math.Ln2)
	fmt.Println(math.Float64bits(1.5), math.Float64frombits(0x7ff0000000000000), math.Float32bits(-2), math.Float32frombits(0x3fc00000))
	fmt.Println(math.Gamma(5), math.Erf(0), math.Nextafter(1, 2), math.FMA(2, 3, 4))
	fmt.Println(math.Sqrt(-1), math.Log(-1), math.Log(0), 1/math.Inf(1), math.Inf(1)-math.Inf(1))
}
