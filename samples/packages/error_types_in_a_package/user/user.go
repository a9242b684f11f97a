package user

import "example.com/x/lib"

var x int = "not looked at, because lib has errors"

func F() { lib.F() }
