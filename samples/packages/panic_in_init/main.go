package main

import _ "example.com/x/lib"

func main() { println("not reached") }
