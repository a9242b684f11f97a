package main

import (
	"errors"
	"fmt"
)

func named() (n int) {
	defer func() { n++ }()
	return 5
}

func unnamed() int {
	n := 5
	defer func() { n++ }()
	return n
}

func twice() (n int) {
	defer func() { n *= 2 }()
	defer func() { n += 3 }()
	n = 1
	return n
}

func wrap() (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("wrapped: %w", err)
		}
	}()
	return errors.New("inner")
}

func recovered() (s string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	s = "partial"
	panic("oops")
}

func pointer() (p *int) {
	x := 1
	defer func() { *p = 100 }()
	return &x
}

func inLoop() (s string) {
	for i := range 3 {
		defer func() { s += fmt.Sprint(i) }()
	}
	return "start "
}

func big() (a [3]int, t struct{ x, y string }) {
	defer func() { a[1]++; t.y += "!" }()
	return [3]int{1, 2, 3}, struct{ x, y string }{"x", "y"}
}

func main() {
	fmt.Println(named(), unnamed(), twice())
	fmt.Println(wrap())
	fmt.Println(recovered())
	fmt.Println(*pointer(), inLoop())
	fmt.Println(big())
}
