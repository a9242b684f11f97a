package main

import (
	"fmt"
	"os"
)

func main() {
	n, err := os.Stdout.Write([]byte("to stdout\n"))
	fmt.Println(n, err)
	os.Stderr.WriteString("to stderr\n")
	fmt.Fprint(os.Stderr, "also ", 1, "\n")
	println("builtin")
	fmt.Println(os.Getenv("MINIGO_SURELY_UNSET") == "")
	_, ok := os.LookupEnv("MINIGO_SURELY_UNSET")
	fmt.Println(ok)
}
