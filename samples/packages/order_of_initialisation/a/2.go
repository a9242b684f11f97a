package a

import (
	"example.com/order/b"
	"example.com/order/z"
)

var last = b.Note("a last", first+z.Z)

func init() { b.Note("a init in 2", 0) }
