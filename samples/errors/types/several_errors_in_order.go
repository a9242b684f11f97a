package main

import (
	"fmt"
	"os"
)

type T struct{ a int }

func (t T) get() string { return t.a }

func f(x int) (int, error) {
	if x > 0 {
		return x
	}
}

func main() {
	t := T{b: 1}
	var s string = f(1)
	fmt.Println(undefined1, t.c)
	for i := range 3 {
	}
}
