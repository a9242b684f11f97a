package main

import (
	. "fmt"

	. "example.com/x/shapes"
	_ "example.com/x/registry/square"
	"example.com/x/registry"
)

type Circle struct{ Shape }

func main() {
	var s Shape = NewDot()
	Println(s.Area(), Dots)
	Println(Circle{s}.Area())
	for _, name := range registry.Names() {
		Println(name, registry.New(name).Area())
	}
}
