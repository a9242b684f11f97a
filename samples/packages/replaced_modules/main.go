package main

import (
	"example.com/other/sub"
	"example.com/other/nested/sub"
)

func main() { println(sub.Name, nested.Name) }
