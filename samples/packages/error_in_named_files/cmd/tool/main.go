package main

import "example.com/x/lib"

func main() { lib.F(more) }
