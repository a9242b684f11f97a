package b

import "example.com/x/a"

type Wrapped struct{ a.Visitor }

func Once(yield func(int) bool) { yield(1) }
