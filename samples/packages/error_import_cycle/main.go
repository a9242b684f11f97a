package main

import (
	"example.com/x/a"
	"example.com/x/self"
)

func main() { a.F(); self.F() }
