package main

import (
	"fmt"
	"os"

	"example.com/x/a"
	b2 "example.com/x/b"
	. "example.com/x/c"
	_ "example.com/x/d"
	"example.com/x/e"
	"example.com/x/f"
)

var e = 1

func f() {}

func main() {
	a := a.A
	fmt := 2
	_, _ = a, fmt
	os.Exit(e.E)
}
