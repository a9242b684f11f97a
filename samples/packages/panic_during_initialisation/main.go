package main

import "example.com/x/lib"

func main() { println(lib.Value) }
