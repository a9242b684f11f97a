package main

import (
	"fmt"
	"os"
)

func main() {
	defer panic("never")
	fmt.Print("no newline at the end")
	os.Exit(256)
}
