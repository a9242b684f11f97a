// program: a.go b.go
// args: x y.go
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Println(greeting, os.Args[1:], helper{3}.double())
}
