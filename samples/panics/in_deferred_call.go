package main

import "fmt"

func main() {
	defer fmt.Println("runs last, before the panic is printed")
	defer func() {
		panic("in deferred")
	}()
	fmt.Println("body")
}
