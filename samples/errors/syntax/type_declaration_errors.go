package main

type
type X
type Y =
type (
	A int
	B
)

func main() {}
