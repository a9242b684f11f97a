package main

import (
	"example.com/x/_hidden"
	"example.com/x/testdata"
)

func main() { println(testdata.Name, hidden.Name) }
