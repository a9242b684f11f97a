package main

import "example.com/other"

func main() { other.F() }
