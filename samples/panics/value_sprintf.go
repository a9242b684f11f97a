package main

import "fmt"

func main() {
	panic(fmt.Sprintf("unexpected %d", 3))
}
