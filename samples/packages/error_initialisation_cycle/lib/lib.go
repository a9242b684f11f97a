package lib

var X = 1

func Call(f func() int) int { return f() }
