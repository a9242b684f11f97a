package main

import (
	"fmt"
	"math"
)

func main() {
	for _, f := range []float64{0, 1, -1.5, 3.14159265, 1e6, 123456789, 1e20, 1e21, 1e-4, 1e-5, 2.5e-10} {
		fmt.Printf("%v|%g|%f|%e|%G|%E|%.2f|%8.3f|%-8.1f|%+.1f|%08.2f|% .3g|%F\n", f, f, f, f, f, f, f, f, f, f, f, f, f)
	}
	for _, f := range []float64{math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1)} {
		fmt.Printf("%v|%f|%6.2f|%+v|%06.1f|%-6g|% f|%e\n", f, f, f, f, f, f, f, f)
	}
	var f32 float32 = 0.1
	fmt.Printf("%v %g %f %.20f %e %T %v\n", f32, f32, f32, f32, f32, f32, float64(f32))
	fmt.Printf("%.0f %.0f %.0f %.0f %.1f %.1f\n", 0.5, 1.5, 2.5, 3.5, 0.25, 0.35)
	fmt.Printf("%.3g|%.10g|%g|%g|%#g|%#.3g|%#v|%#v|%#v\n", 1234.5678, 1234.5678, 100000.0, 1000000.0, 1.0, 1.0, 1.0, 1e6, 1e21)
	fmt.Printf("%x|%X|%.3x|%b\n", 1.5, -0.1, 3.0, 1.0)
	fmt.Printf("%6.2f|%-9.3e|%+9.2g|%*.*f\n", math.Pi, math.Pi, math.Pi, 8, 2, math.Pi)
	fmt.Println(math.MaxFloat64, math.SmallestNonzeroFloat64, float32(math.MaxFloat32), 1.0, 100.0, 1e5, 1e-7, 0.000001)
	fmt.Println(float32(1)/3, 1.0/3, 2.0/3, 1e23, 9007199254740993.0, 5e-324)
	fmt.Printf("%d %s %t\n", 1.5, 2.5, 3.5)
	fmt.Printf("%5v|%-7v|%07v|%.2v|%+v\n", 1.5, 2.5, -3.5, 4.567, 5.5)
}
