package main

import (
	"cmp"
	"fmt"
	"math"
)

func largest[T cmp.Ordered](list ...T) (m T) {
	for i, v := range list {
		if i == 0 || cmp.Less(m, v) {
			m = v
		}
	}
	return m
}

func main() {
	nan := math.NaN()
	fmt.Println(cmp.Compare(1, 2), cmp.Compare("b", "a"), cmp.Compare(2.5, 2.5))
	fmt.Println(cmp.Compare(nan, 1), cmp.Compare(1, nan), cmp.Compare(nan, nan), cmp.Less(nan, 1), cmp.Less(1, nan))
	fmt.Println(cmp.Or(0, 3, 4), cmp.Or("", "x"), cmp.Or[int]())
	fmt.Println(largest(3, 9, 2), largest("x", "y"), largest[float64]())
}
