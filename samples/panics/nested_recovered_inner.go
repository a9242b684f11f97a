package main

import "fmt"

func main() {
	defer func() {
		defer func() {
			fmt.Println("recovered:", recover())
		}()
		panic("second")
	}()
	panic("first")
}
