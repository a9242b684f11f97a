package main

import (
	"fmt"

	"example.com/x.v1/yaml.v2"
)

func main() {
	fmt.Printf("%T\n", yaml.T{})
	yaml.T{}.Crash()
}
