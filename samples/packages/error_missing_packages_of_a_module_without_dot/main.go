package main

import (
	"shop/fmt"
	"shop/none"
	"shop/sync"
)

func main() { fmt.Println(); sync.Do() }
