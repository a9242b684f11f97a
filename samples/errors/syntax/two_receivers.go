package main

type T struct{}

func (a, b T) f() {}
func () g() {}

func main() {}
