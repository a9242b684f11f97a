package lib

import "example.com/x"

func F() { main.F() }
