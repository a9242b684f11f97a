package a

import "example.com/x/b"

func F() { b.F() }
