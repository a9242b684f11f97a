package main

import "fmt"

const (
	huge  = 1 << 200
	small = huge >> 198
	third = 1.0 / 3
	mixed = 'a' + 1
	ratio = 7 / 2
	float = 7 / 2.0
	big   = 1e300 * 1e300 / 1e300 / 1e299
)

func main() {
	fmt.Println(small, third*3 == 1, mixed, string(rune(mixed)), ratio, float, big)
	fmt.Println(huge/(huge-1), (huge+1)%1000)
	const exact = 0.1 + 0.2
	x, y := 0.1, 0.2
	fmt.Println(exact == 0.3, x+y == 0.3, x+y)
	var f32 float32 = third
	var f64 float64 = third
	fmt.Println(f32, f64)
	fmt.Println(-7/2, -7%2, 7/-2, 7%-2)
	fmt.Println(5.0 == 5, 'x' == 120, 1<<3.0)
	const b = len("const") + len([3]int{})
	fmt.Println(b)
}
