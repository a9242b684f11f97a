// gc knows some of a package's unexported names.
package main

import (
	"fmt"
	"math"
)

func main() {
	fmt.Println(math.sqrt(2), math.floor(2))
}
