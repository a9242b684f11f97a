package main

import (
	"os"

	"example.com/x/internal/lib"
)

func main() { println(lib.Name, more, len(os.Args)) }
