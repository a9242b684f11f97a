package main

import (
	"fmt"
	"math/cmplx"
	"unicode/utf16"
)

func main() {
	z := 3 + 4i
	fmt.Println(cmplx.Abs(z), cmplx.Conj(z), cmplx.Sqrt(-1), cmplx.Sqrt(2i))
	fmt.Printf("%.3f %.3f %.3f\n", cmplx.Phase(z), cmplx.Exp(1i), cmplx.Log(z))
	fmt.Printf("%.3f %.3f %.3f\n", cmplx.Pow(z, 2), cmplx.Sin(z), cmplx.Sqrt(z))
	fmt.Println(cmplx.IsNaN(cmplx.NaN()), cmplx.IsInf(cmplx.Inf()), cmplx.Inf())
	a := utf16.Encode([]rune("a€😀"))
	fmt.Println(a, string(utf16.Decode(a)), utf16.IsSurrogate(0xd800), utf16.RuneLen('😀'))
}
