package main

import (
	"foo/bar"
	"fmt"

	"github.com/x/y"
	"example.com/x/nothing"
	"example.com/x/lib"
	"example.com/x/nested/pkg"
	"example.com/x/text"
	"example.com/x/lib/"
	"example.com/x//lib"
	"example.com/x/../y"
)

func main() { var x int = "not looked at" }
