// Package cmplx has the functions of complex numbers.
package cmplx

import "math"

// Abs returns the distance from zero.
func Abs(x complex128) float64 { return math.Hypot(real(x), imag(x)) }

// Phase returns the angle in [-π, π].
func Phase(x complex128) float64 { return math.Atan2(imag(x), real(x)) }

// Polar returns distance and angle.
func Polar(x complex128) (r, θ float64) { return Abs(x), Phase(x) }

// Rect is the number with this distance and angle.
func Rect(r, θ float64) complex128 {
	s, c := math.Sincos(θ)
	return complex(r*c, r*s)
}

// Conj returns the conjugate.
func Conj(x complex128) complex128 { return complex(real(x), -imag(x)) }

// IsNaN reports whether a part is NaN and none is infinite.
func IsNaN(x complex128) bool {
	return !IsInf(x) && (math.IsNaN(real(x)) || math.IsNaN(imag(x)))
}

// IsInf reports whether a part is infinite.
func IsInf(x complex128) bool { return math.IsInf(real(x), 0) || math.IsInf(imag(x), 0) }

// NaN returns a NaN.
func NaN() complex128 { return complex(math.NaN(), math.NaN()) }

// Inf returns an infinity.
func Inf() complex128 { return complex(math.Inf(1), math.Inf(1)) }

// Sqrt returns the square root with a real part that is not negative.
func Sqrt(x complex128) complex128 {
	a, b := real(x), imag(x)
	switch {
	case b == 0 && a == 0:
		return complex(0, b)
	case b == 0 && a < 0:
		return complex(0, math.Copysign(math.Sqrt(-a), b))
	case b == 0:
		return complex(math.Sqrt(a), b)
	case math.IsInf(b, 0):
		return complex(math.Inf(1), b)
	case a == 0 && b < 0:
		r := math.Sqrt(-0.5 * b)
		return complex(r, -r)
	case a == 0:
		r := math.Sqrt(0.5 * b)
		return complex(r, r)
	}
	// Scaled, so that no square overflows.
	scale := 1.0
	if math.Abs(a) > 4 || math.Abs(b) > 4 {
		a, b, scale = a*0.25, b*0.25, 2
	} else {
		a, b, scale = a*(1<<54), b*(1<<54), 1.0/(1<<27)
	}
	r := math.Hypot(a, b)
	var t float64
	if a > 0 {
		t = math.Sqrt(0.5*r + 0.5*a)
		r = scale * math.Abs((0.5*b)/t)
		t *= scale
	} else {
		r = math.Sqrt(0.5*r - 0.5*a)
		t = scale * math.Abs((0.5*b)/r)
		r *= scale
	}
	if b < 0 {
		return complex(t, -r)
	}
	return complex(t, r)
}

// Exp returns e**x.
func Exp(x complex128) complex128 {
	if imag(x) == 0 {
		return complex(math.Exp(real(x)), imag(x))
	}
	return Rect(math.Exp(real(x)), imag(x))
}

// Log returns the natural logarithm.
func Log(x complex128) complex128 { return complex(math.Log(Abs(x)), Phase(x)) }

// Log10 returns the decimal logarithm.
func Log10(x complex128) complex128 {
	z := Log(x)
	return complex(math.Log10E*real(z), math.Log10E*imag(z))
}

// Pow returns x**y.
func Pow(x, y complex128) complex128 {
	if x == 0 {
		switch r := real(y); {
		case y == 0:
			return 1
		case r < 0 && imag(y) == 0:
			return complex(math.Inf(1), 0)
		case r < 0:
			return Inf()
		case r > 0:
			return 0
		}
		return NaN()
	}
	modulus, angle := Polar(x)
	r := math.Pow(modulus, real(y))
	θ := real(y) * angle
	if imag(y) != 0 {
		r *= math.Exp(-imag(y) * angle)
		θ += imag(y) * math.Log(modulus)
	}
	return Rect(r, θ)
}

// Sin returns the sine.
func Sin(x complex128) complex128 {
	s, c := math.Sincos(real(x))
	return complex(s*math.Cosh(imag(x)), c*math.Sinh(imag(x)))
}

// Cos returns the cosine.
func Cos(x complex128) complex128 {
	s, c := math.Sincos(real(x))
	return complex(c*math.Cosh(imag(x)), -s*math.Sinh(imag(x)))
}

// Tan returns the tangent.
func Tan(x complex128) complex128 { return Sin(x) / Cos(x) }

// Cot returns the cotangent.
func Cot(x complex128) complex128 { return Cos(x) / Sin(x) }

// Sinh returns the hyperbolic sine.
func Sinh(x complex128) complex128 {
	s, c := math.Sincos(imag(x))
	return complex(c*math.Sinh(real(x)), s*math.Cosh(real(x)))
}

// Cosh returns the hyperbolic cosine.
func Cosh(x complex128) complex128 {
	s, c := math.Sincos(imag(x))
	return complex(c*math.Cosh(real(x)), s*math.Sinh(real(x)))
}

// Tanh returns the hyperbolic tangent.
func Tanh(x complex128) complex128 { return Sinh(x) / Cosh(x) }

// Asin returns the inverse sine.
func Asin(x complex128) complex128 {
	z := Log(1i*x + Sqrt(1-x*x))
	return complex(imag(z), -real(z))
}

// Acos returns the inverse cosine.
func Acos(x complex128) complex128 { return math.Pi/2 - Asin(x) }

// Atan returns the inverse tangent.
func Atan(x complex128) complex128 { return 0.5i * (Log(1-1i*x) - Log(1+1i*x)) }

// Asinh returns the inverse hyperbolic sine.
func Asinh(x complex128) complex128 { return Log(x + Sqrt(x*x+1)) }

// Acosh returns the inverse hyperbolic cosine.
func Acosh(x complex128) complex128 { return Log(x + Sqrt(x+1)*Sqrt(x-1)) }

// Atanh returns the inverse hyperbolic tangent.
func Atanh(x complex128) complex128 { return 0.5 * (Log(1+x) - Log(1-x)) }
