package a

import "example.com/order/b"

func init() { b.Note("a init in 1", first) }

var first = b.Note("a first", second())

func second() int { return third }

var third = b.Note("a third", 0)
