package main

import "example.com/x/lib"

var a = b + lib.X
var b = f()

func f() int { return lib.Call(g) }

func g() int { return a }

func main() {}
