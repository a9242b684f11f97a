package main

import "fmt"

func main() {
	defer func() { fmt.Println(recover()) }()
	n := int(^uint(0) >> 1)
	a := make([]struct{}, n)
	_ = append(a, a...)
}
