package main

type A struct{ b B }
type B struct{ a [2]A }
type C C
type D interface{ D }

func main() {}
