package main

import (
	"example.com/x/lib"
	"example.com/x/user"
)

func main() {
	var x int = "not looked at"
	lib.F()
	user.F()
}
