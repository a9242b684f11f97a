package main

import "errors"

type E struct{ code int }

func (E) Error() string { return "E" }

func main() {
	err := errors.New("x")
	println(err.(E).code)
}
