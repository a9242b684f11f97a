package main

import (
	"example.com/x/internal/ok"
	"example.com/x/lib"
)

func main() { ok.F(); lib.F() }
