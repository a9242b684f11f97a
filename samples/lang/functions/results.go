package main

import (
	"errors"
	"fmt"
)

func divide(a, b int) (quotient, remainder int, err error) {
	if b == 0 {
		err = errors.New("division by zero")
		return
	}
	return a / b, a % b, nil
}

func pair() (int, string) { return 1, "one" }

func take(n int, s string) string { return fmt.Sprint(n, s) }

func takeMany(xs ...any) int { return len(xs) }

func named() (x int) {
	defer func() { x *= 2 }()
	x = 5
	return x + 1
}

func shadow() (x int, err error) {
	if x, err := 5, error(nil); err == nil {
		_ = x
	}
	return
}

func swap(a, b string) (string, string) { return b, a }

func none() {}

func main() {
	fmt.Println(divide(17, 5))
	fmt.Println(divide(1, 0))
	fmt.Println(take(pair()))
	fmt.Println(takeMany(pair()), takeMany(), takeMany(nil), takeMany(nil...))
	n, _ := pair()
	_, s := pair()
	fmt.Println(n, s, named())
	fmt.Println(shadow())
	a, b := swap("x", "y")
	a, b = swap(a, b)
	fmt.Println(a, b)
	none()
	var f func(int, int) (int, int, error) = divide
	_, r, _ := f(7, 4)
	fmt.Println(r)
	m := map[string]int{}
	m["a"], m["b"] = len("abc"), len("de")
	fmt.Println(m)
	func(ps ...int) { fmt.Println(len(ps), ps) }(1, 2, 3)
	fmt.Println(func() (a, b int) { a, b = 1, 2; return b, a }())
}
