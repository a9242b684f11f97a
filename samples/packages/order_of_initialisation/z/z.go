package z

import "example.com/order/b"

var Z = b.Note("z Z", 0)

func init() { b.Note("z init", 0) }
