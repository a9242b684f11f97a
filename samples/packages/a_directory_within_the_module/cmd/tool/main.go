package main

import (
	"fmt"
	"os"

	"example.com/x"
	"example.com/x/cmd/internal/flags"
)

func main() {
	named, rest := flags.Parse(os.Args[1:])
	fmt.Println(x.Version, named, rest)
}
