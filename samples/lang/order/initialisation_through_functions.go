package main

import "fmt"

var first = useMethod()

type T struct{}

func (T) get() int { return hidden }

func useMethod() int {
	f := T.get
	return f(T{}) + closure()
}

var closure = func() int { return second }

var hidden = log("hidden", 1)
var second = log("second", 2)
var independent = log("independent", 3)

func log(s string, n int) int {
	fmt.Println(s)
	return n
}

func main() { fmt.Println(first, independent) }
