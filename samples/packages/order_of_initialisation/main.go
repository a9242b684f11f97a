package main

import (
	_ "example.com/order/z"
	"example.com/order/b"
	_ "example.com/order/a"
)

var x = b.Note("main x", y)
var y = b.Note("main y", 0)

func init() { b.Note("main init 1", 0) }

func main() { b.Note("main", x+y) }

func init() { b.Note("main init 2", 0) }
