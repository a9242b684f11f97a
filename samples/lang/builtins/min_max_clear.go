package main

import (
	"fmt"
	"math"
)

func f(n int) int { fmt.Print("f", n, " "); return n }

func main() {
	fmt.Println(min(3, 1, 2), max(3, 1, 2), min(5), max(-1, -2))
	fmt.Println(min(1.5, 2), max('a', 5), min("b", "a", "c"), max("x", "xy"))
	x, y := 2.5, float64(3)
	fmt.Println(min(x, y), max(x, y, 10), min(x, 1))
	nan := math.NaN()
	fmt.Println(min(nan, 1), max(1, nan), min(math.Inf(-1), 0.0), max(math.Inf(1), x))
	zero := 0.0
	neg := math.Copysign(0, -1)
	fmt.Println(math.Signbit(min(zero, neg)), math.Signbit(max(neg, zero)))
	fmt.Println(max(f(1), f(3), f(2)))
	const c = min(1, 2) + max(3, 4.0)
	var u8 uint8 = 200
	fmt.Println(c, max(u8, 100), min(u8, 201))
	type score int
	fmt.Printf("%T\n", max(score(1), 2))
	s := []int{1, 2, 3}
	clear(s)
	m := map[string]bool{"a": true}
	clear(m)
	fmt.Println(s, m, len(m))
}
