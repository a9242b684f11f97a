// An if that only chooses between two values of a variable.
package main

import (
	"fmt"
	"math"
)

func collatz(n int) int {
	steps := 0
	for n != 1 {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		steps++
	}
	return steps
}

func narrow(x int8) int8 {
	if x > 10 {
		x = x*3 + 1
	} else {
		x -= 100
	}
	return x
}

func unsigned(x, y uint64) uint64 {
	if x > y {
		x = x - y
	} else {
		x = y - x
	}
	return x
}

func sign(f float64) int {
	s := 7
	if f < 0 {
		s = -1
	} else if f > 0 {
		s = 1
	} else {
		s = 0
	}
	return s
}

func steps(n int) (up, down int) {
	for i := range n {
		if i&3 != 0 {
			up++
		} else {
			up--
		}
		if i/2*2 == i {
			down -= i
		} else {
			down += i << 2
		}
	}
	return
}

func floats(x, y float64) float64 {
	if x >= y {
		x = x*2 - y
	} else {
		x = -y + x
	}
	return x
}

func shadow(n int) int {
	x := 1
	if n == 3 {
		x := 5
		x++
	} else {
		x = 2
	}
	return x
}

func both(a, b int) (int, int) {
	if a < b {
		a = b
	} else {
		b = a
	}
	return a, b
}

func itself(x int) int {
	if x%8 == 0 {
		x = x - x%16 + x>>1
	} else {
		x = x ^ x<<3
	}
	return x
}

func named(n int) (result int) {
	defer func() { result *= 10 }()
	if n >= 0 {
		result = n
	} else {
		result = 0 - n
	}
	return
}

// Its variable is the closure's, too.
func captured(n int) int {
	x := n
	double := func() { x *= 2 }
	if n > 2 {
		x = x + 1
	} else {
		x = x - 1
	}
	double()
	return x
}

// Neither arm may run when it must not.
func divide(n, d int) (q int) {
	if d != 0 {
		q = n / d
	} else {
		q = -1
	}
	return q
}

func main() {
	sum := 0
	for i := 1; i < 1000; i++ {
		sum += collatz(i)
	}
	fmt.Println(sum)
	fmt.Println(narrow(100), narrow(11), narrow(10), narrow(-100))
	fmt.Println(unsigned(3, 5), unsigned(1<<63, 1), unsigned(1, 1<<63))
	fmt.Println(sign(-2), sign(3), sign(0), sign(math.NaN()), sign(math.Copysign(0, -1)))
	fmt.Println(steps(11))
	fmt.Println(floats(1, 2), floats(2, 1), floats(math.NaN(), 1), floats(math.Inf(1), math.Inf(1)))
	fmt.Println(shadow(3), shadow(4))
	fmt.Println(both(1, 2))
	fmt.Println(both(2, 1))
	fmt.Println(itself(-8), itself(-9), itself(16), itself(17), itself(math.MinInt))
	fmt.Println(named(5), named(-5))
	fmt.Println(captured(2), captured(3))
	fmt.Println(divide(7, 2), divide(7, 0))
	for _, n := range []int{-3, -2, -1, 0, 1, 2, 3, math.MinInt, math.MaxInt} {
		fmt.Print(n/2, " ")
	}
	fmt.Println()
}
