// Tight loops keep their variables in registers from turn to turn. Whatever ends or interrupts one must find them in
// their places: a few turns or none, an index out of range in the middle, another goroutine's turn.
package main

import (
	"fmt"
	"runtime"
)

func collatz(n int) (steps int) {
	for n != 1 {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		steps++
	}
	return
}

func sumTo(n int) (s int) {
	for i := 0; i < n; i++ {
		s += i
	}
	return
}

func sumUpTo(n int) (s int) {
	for i := 1; i <= n; i++ {
		s += i
	}
	return
}

func sum(a []int) (s int) {
	for _, v := range a {
		s += v
	}
	return
}

func sumFloats(a []float64) (s float64) {
	for _, v := range a {
		s += v
	}
	return
}

func dot(a, b []float64, n int) (s float64) {
	for i := 0; i < n; i++ {
		s += a[i] * b[i]
	}
	return
}

func dotInts(a, b []int, n int) (s int) {
	for i := 0; i < n; i++ {
		s += a[i] * b[i]
	}
	return
}

func cell(a, b [][]float64, i, j, n int) (s float64) {
	for k := 0; k < n; k++ {
		s += a[i][k] * b[k][j]
	}
	return
}

func trace(a [][]float64, n int) (s, three float64) {
	for k := 0; k < n; k++ {
		s += a[k][k]
	}
	for k := 0; k < 3; k++ {
		three += a[k][k]
	}
	return
}

func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h ^= uint32(s[i])
		h *= 16777619
	}
	return h
}

func reverse(a []int) {
	i, j := 0, len(a)-1
	for i < j {
		t := a[i]
		a[i] = a[j]
		a[j] = t
		i++
		j--
	}
}

func rotate(a []int, n int) {
	for i := 0; i < n; i++ {
		a[i] = a[i+1]
	}
}

func partition(a []int, x int) (int, int) {
	i, j := 0, len(a)-1
	for a[i] < x {
		i++
	}
	for a[j] > x {
		j--
	}
	return i, j
}

func fill(a []int, f []float64, marks []bool, n int) {
	for i := 0; i < n; i++ {
		a[i] = i
	}
	for i := 0; i < n; i++ {
		f[i] = 1.5
	}
	for i := 2; i < n; i++ {
		a[i] = 7
	}
	for i := 0; i < n; i++ {
		marks[i] = true
	}
}

func random(a []int, n int) {
	seed := uint32(42)
	for i := 0; i < n; i++ {
		seed = seed*1664525 + 1013904223
		a[i] = int(seed >> 4)
	}
}

func nothing(n int) (i, j int) {
	for i = 0; i < n; i++ {
	}
	for j = 0; j < 100; j++ {
	}
	return
}

func hundreds() (s int) {
	for i := 0; i < 100; i++ {
		s += i
	}
	return
}

func strike(composite []bool, step int) {
	for k := 2 * step; k <= len(composite); k += step {
		composite[k] = true
	}
}

// caught says what a function panicked with.
func caught(what string, f func()) {
	defer func() { fmt.Println(what, recover()) }()
	f()
}

// stops are variables of loops that an index out of range ends.
func stops() {
	a, b := []int{1, 2, 3, 4, 5}, []int{10, 20, 30}
	var i, s int
	caught("product:", func() {
		for i = 0; i < len(a); i++ {
			s += a[i] * b[i]
		}
	})
	fmt.Println(i, s)
	caught("copy:", func() { copyAll(b, a) })
	fmt.Println(b)
	caught("rotate:", func() { rotate(a, len(a)) })
	fmt.Println(a)
	c := make([]bool, 10)
	caught("strike:", func() { strike(c, 5) })
	fmt.Println(c)
	caught("partition:", func() { fmt.Println(partition([]int{1, 1, 1}, 2)) })
	caught("dot:", func() { fmt.Println(dot([]float64{1, 2}, []float64{3, 4}, 3)) })
	caught("dotInts:", func() { fmt.Println(dotInts([]int{1, 2, 3}, []int{3, 4}, 3)) })
	caught("cell:", func() { fmt.Println(cell([][]float64{{}, {1, 2, 3}}, [][]float64{{0, 1}, {0, 1}, {0}}, 1, 1, 3)) })
}

func copyAll(to, from []int) {
	for i, v := range from {
		to[i] = v
	}
}

func main() {
	for n := 1; n < 8; n++ {
		fmt.Print(collatz(n), " ", sumTo(n-1), " ", sumUpTo(n-1), " ")
	}
	fmt.Println(collatz(27), sumTo(1000), sumUpTo(1000))
	for _, a := range [][]int{nil, {1}, {1, 2}, {1, 2, 3, 4, 5}} {
		reverse(a)
		fmt.Print(sum(a), a, dotInts(a, a, len(a)), " ")
	}
	fmt.Println()
	f := []float64{0.5, 0.25, 1e300, -1e300}
	fmt.Println(sumFloats(f[:0]), sumFloats(f[:1]), sumFloats(f), dot(f, f, 0), dot(f, f, 2))
	fmt.Println(cell([][]float64{{}, {1, 2}}, [][]float64{{0, 3}, {0, 4}}, 1, 1, 2))
	fmt.Println(trace([][]float64{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}, 2))
	fmt.Println(hash(""), hash("a"), hash("register"))
	fmt.Println(partition([]int{1, 2, 3, 4, 5, 6}, 4))
	a, b, marks := make([]int, 4), make([]float64, 4), make([]bool, 4)
	fill(a, b, marks, 3)
	fmt.Println(a, b, marks)
	random(a, 3)
	fmt.Println(a, hundreds())
	fmt.Println(nothing(-1))
	fmt.Println(nothing(7))
	stops()
	caught("fill:", func() { fill(a, b[:2], marks, 3) })
	fmt.Println(a, b)
	caught("random:", func() { random(a[:2], 3) })
	fmt.Println(a)
	caught("trace:", func() { fmt.Println(trace([][]float64{{1}, {1, 2}}, 2)) })

	// Longer than a slice, so that others run in between.
	runtime.GOMAXPROCS(1)
	done := make(chan int)
	for n := range 4 {
		go func() { done <- sumTo(400000 + n) }()
	}
	total := 0
	for range 4 {
		total += <-done
	}
	fmt.Println(total, sumTo(3000000))
}
