package main

import (
	"example.com/x/tagged"
	"example.com/x/tested"
)

func main() { tagged.F(); tested.F() }
