package main

import "fmt"

func a(n int, s string) (int, error) {
	return b(n+1, s, []int{n})
}

func b(n int, s string, more []int) (int, error) {
	if n > 1 {
		return c(
			n,
			more...,
		), nil
	}
	return 0, nil
}

func c(n int, more ...int) int {
	return more[n]
}

func main() {
	fmt.Println(a(1, "x"))
}
