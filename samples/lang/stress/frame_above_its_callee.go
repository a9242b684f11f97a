// A function whose frame reaches far above that of the one it calls, in which a collection finds the stack nearly unused.
package main

import (
	"fmt"
	"runtime"
)

type block [60]int

func deep(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + deep(n-1)
}

func collect() {
	runtime.GC()
}

func wide(n int) int {
	collect()
	a, b, c, d := block{n}, block{1: n}, block{2: n}, block{59: n}
	e, f, g, h := b, c, d, a
	return a[0] + b[1] + c[2] + d[59] + e[1] + f[2] + g[59] + h[0]
}

func main() {
	total := 0
	for i := range 20 {
		total += deep(10_000) + wide(i)
	}
	fmt.Println(total)
}
