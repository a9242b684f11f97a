// Package math has the elementary functions.
package math

// Mathematical constants.
const (
	E       = 2.71828182845904523536028747135266249775724709369995957496696763
	Pi      = 3.14159265358979323846264338327950288419716939937510582097494459
	Phi     = 1.61803398874989484820458683436563811772030917980576286213544862
	Sqrt2   = 1.41421356237309504880168872420969807856967187537694807317667974
	SqrtE   = 1.64872127070012814684865078781416357165377610071014801157507931
	SqrtPi  = 1.77245385090551602729816748334114518279754945612238712821380779
	SqrtPhi = 1.27201964951406896425242246173749149171560804184009624861664038
	Ln2     = 0.693147180559945309417232121458176568075500134360255254120680009
	Log2E   = 1 / Ln2
	Ln10    = 2.30258509299404568401799145468436420760110148862877297603332790
	Log10E  = 1 / Ln10
)

// Limits of the floating-point types.
const (
	MaxFloat32             = 0x1p127 * (1 + (1 - 0x1p-23))
	SmallestNonzeroFloat32 = 0x1p-126 * 0x1p-23
	MaxFloat64             = 0x1p1023 * (1 + (1 - 0x1p-52))
	SmallestNonzeroFloat64 = 0x1p-1022 * 0x1p-52
)

// Limits of the integer types.
const (
	MaxInt    = 1<<63 - 1
	MinInt    = -1 << 63
	MaxInt8   = 1<<7 - 1
	MinInt8   = -1 << 7
	MaxInt16  = 1<<15 - 1
	MinInt16  = -1 << 15
	MaxInt32  = 1<<31 - 1
	MinInt32  = -1 << 31
	MaxInt64  = 1<<63 - 1
	MinInt64  = -1 << 63
	MaxUint   = 1<<64 - 1
	MaxUint8  = 1<<8 - 1
	MaxUint16 = 1<<16 - 1
	MaxUint32 = 1<<32 - 1
	MaxUint64 = 1<<64 - 1
)

// Float64bits returns the bits of f.
func Float64bits(f float64) uint64

// Float64frombits returns the float with these bits.
func Float64frombits(b uint64) float64

// Float32bits returns the bits of f.
func Float32bits(f float32) uint32

// Float32frombits returns the float with these bits.
func Float32frombits(b uint32) float32

// Inf returns positive infinity if sign >= 0, else negative.
func Inf(sign int) float64 {
	if sign >= 0 {
		return Float64frombits(0x7FF0000000000000)
	}
	return Float64frombits(0xFFF0000000000000)
}

// NaN returns a value that is not a number.
func NaN() float64 { return Float64frombits(0x7FF8000000000001) }

// IsNaN reports whether f is not a number.
func IsNaN(f float64) (is bool) { return f != f }

// IsInf reports whether f is an infinity of that sign; 0 means either.
func IsInf(f float64, sign int) bool {
	return sign >= 0 && f > MaxFloat64 || sign <= 0 && f < -MaxFloat64
}

// Signbit reports whether x is negative or negative zero.
func Signbit(x float64) bool { return Float64bits(x)>>63 != 0 }

// Copysign returns f with the sign of sign.
func Copysign(f, sign float64) float64 {
	const signBit = 1 << 63
	return Float64frombits(Float64bits(f)&^signBit | Float64bits(sign)&signBit)
}

// Abs returns x without its sign.
func Abs(x float64) float64

// Sqrt returns the square root.
func Sqrt(x float64) float64

// Floor rounds down.
func Floor(x float64) float64

// Ceil rounds up.
func Ceil(x float64) float64

// Trunc rounds towards zero.
func Trunc(x float64) float64

// Round rounds to the nearest, halves away from zero.
func Round(x float64) float64

// RoundToEven rounds to the nearest, halves to even.
func RoundToEven(x float64) float64

// Exp returns e to the power of x.
func Exp(x float64) float64

// Exp2 returns 2 to the power of x.
func Exp2(x float64) float64

// Expm1 returns e to the power of x, minus 1.
func Expm1(x float64) float64

// Log returns the natural logarithm.
func Log(x float64) float64

// Log2 returns the binary logarithm.
func Log2(x float64) float64

// Log10 returns the decimal logarithm.
func Log10(x float64) float64

// Log1p returns the natural logarithm of 1+x.
func Log1p(x float64) float64

// Pow returns x to the power of y.
func Pow(x, y float64) float64

// Sin returns the sine.
func Sin(x float64) float64

// Cos returns the cosine.
func Cos(x float64) float64

// Tan returns the tangent.
func Tan(x float64) float64

// Asin returns the arc sine.
func Asin(x float64) float64

// Acos returns the arc cosine.
func Acos(x float64) float64

// Atan returns the arc tangent.
func Atan(x float64) float64

// Atan2 returns the arc tangent of y/x in the right quadrant.
func Atan2(y, x float64) float64

// Sinh returns the hyperbolic sine.
func Sinh(x float64) float64

// Cosh returns the hyperbolic cosine.
func Cosh(x float64) float64

// Tanh returns the hyperbolic tangent.
func Tanh(x float64) float64

// Asinh returns the inverse hyperbolic sine.
func Asinh(x float64) float64

// Acosh returns the inverse hyperbolic cosine.
func Acosh(x float64) float64

// Atanh returns the inverse hyperbolic tangent.
func Atanh(x float64) float64

// Cbrt returns the cube root.
func Cbrt(x float64) float64

// Hypot returns the square root of p*p+q*q.
func Hypot(p, q float64) float64

// Mod returns the remainder of x/y with the sign of x.
func Mod(x, y float64) float64

// Remainder returns the IEEE 754 remainder of x/y.
func Remainder(x, y float64) float64

// FMA returns x*y+z, rounded once.
func FMA(x, y, z float64) float64

// Gamma returns the gamma function.
func Gamma(x float64) float64

// Erf returns the error function.
func Erf(x float64) float64

// Sincos returns Sin(x) and Cos(x).
func Sincos(x float64) (sin, cos float64) { return Sin(x), Cos(x) }

// Modf returns the integer and the fractional part.
func Modf(f float64) (int float64, frac float64) {
	int = Trunc(f)
	if IsInf(f, 0) {
		return f, NaN()
	}
	return int, Copysign(f-int, f)
}

// Frexp splits f into a fraction in [½, 1) and a power of two.
func Frexp(f float64) (frac float64, exp int) {
	if f == 0 || IsInf(f, 0) || IsNaN(f) {
		return f, 0
	}
	if Abs(f) < 0x1p-1022 {
		f *= 1 << 52
		exp = -52
	}
	x := Float64bits(f)
	exp += int((x>>52)&0x7FF) - 1022
	x &^= 0x7FF << 52
	x |= 1022 << 52
	return Float64frombits(x), exp
}

// Ldexp returns frac times 2 to the power of exp.
func Ldexp(frac float64, exp int) float64 {
	if frac == 0 || IsInf(frac, 0) || IsNaN(frac) {
		return frac
	}
	f, e := Frexp(frac)
	if exp > 4000 {
		exp = 4000
	} else if exp < -4000 {
		exp = -4000
	}
	exp += e
	if exp < -1075 {
		return Copysign(0, frac)
	}
	if exp > 1024 {
		return Copysign(Inf(1), frac)
	}
	if exp < -1021 {
		return f * Float64frombits(uint64(exp+53+1023)<<52) * 0x1p-53
	}
	return f * 2 * Float64frombits(uint64(exp-1+1023)<<52)
}

// Max returns the larger; NaN wins.
func Max(x, y float64) float64 {
	if IsInf(x, 1) || IsInf(y, 1) {
		return Inf(1)
	}
	return max(x, y)
}

// Min returns the smaller; NaN wins.
func Min(x, y float64) float64 {
	if IsInf(x, -1) || IsInf(y, -1) {
		return Inf(-1)
	}
	return min(x, y)
}

// Dim returns x-y, or 0 if that is negative.
func Dim(x, y float64) float64 {
	v := x - y
	if v <= 0 {
		return 0
	}
	return v
}

// Pow10 returns 10 to the power of n.
func Pow10(n int) float64 {
	if n < -323 {
		return 0
	}
	if n > 308 {
		return Inf(1)
	}
	return pow10(n)
}

func pow10(n int) float64

// Nextafter returns the float after x in the direction of y.
func Nextafter(x, y float64) (r float64) {
	switch {
	case IsNaN(x) || IsNaN(y):
		return NaN()
	case x == y:
		return x
	case x == 0:
		return Copysign(Float64frombits(1), y)
	case (y > x) == (x > 0):
		return Float64frombits(Float64bits(x) + 1)
	}
	return Float64frombits(Float64bits(x) - 1)
}

// Logb returns the binary exponent of x.
func Logb(x float64) float64 {
	switch {
	case x == 0:
		return Inf(-1)
	case IsInf(x, 0):
		return Inf(1)
	case IsNaN(x):
		return x
	}
	_, e := Frexp(x)
	return float64(e - 1)
}

// Ilogb returns the binary exponent of x as an integer.
func Ilogb(x float64) int {
	switch {
	case x == 0:
		return MinInt32
	case IsNaN(x), IsInf(x, 0):
		return MaxInt32
	}
	_, e := Frexp(x)
	return e - 1
}

// Names that Go's package has as well: gc says that they are not exported.

func acos(x float64) float64 { return Acos(x) }
func acosh(x float64) float64 { return Acosh(x) }
func asin(x float64) float64 { return Asin(x) }
func asinh(x float64) float64 { return Asinh(x) }
func atan(x float64) float64 { return Atan(x) }
func atanh(x float64) float64 { return Atanh(x) }
func cbrt(x float64) float64 { return Cbrt(x) }
func cos(x float64) float64 { return Cos(x) }
func cosh(x float64) float64 { return Cosh(x) }
func erf(x float64) float64 { return Erf(x) }
func exp2(x float64) float64 { return Exp2(x) }
func expm1(x float64) float64 { return Expm1(x) }
func log10(x float64) float64 { return Log10(x) }
func log1p(x float64) float64 { return Log1p(x) }
func log2(x float64) float64 { return Log2(x) }
func sin(x float64) float64 { return Sin(x) }
func sinh(x float64) float64 { return Sinh(x) }
func sqrt(x float64) float64 { return Sqrt(x) }
func tan(x float64) float64 { return Tan(x) }
func tanh(x float64) float64 { return Tanh(x) }
func atan2(x, y float64) float64 { return Atan2(x, y) }
func mod(x, y float64) float64 { return Mod(x, y) }
func pow(x, y float64) float64 { return Pow(x, y) }
func remainder(x, y float64) float64 { return Remainder(x, y) }
func frexp(f float64) (float64, int) { return Frexp(f) }
func ldexp(frac float64, exp int) float64 { return Ldexp(frac, exp) }

// As if exported functions were made of them.
var _ = []any{acos, acosh, asin, asinh, atan, atanh, cbrt, cos, cosh, erf, exp2, expm1, log10, log1p, log2, sin, sinh, sqrt, tan, tanh, atan2, mod, pow, remainder, frexp, ldexp}
