package main

import "fmt"
import "fmt"
import . "strings"
import _ "sort"

func main() {
	fmt.Println()
}
