package main

import (
	"example.com/x/cmd/tool"
	"example.com/x/lib"
)

func main() { tool.Run(); lib.F() }
