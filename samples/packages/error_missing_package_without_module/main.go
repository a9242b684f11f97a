// program: main.go
package main

import "github.com/x/y"
import "foo/bar"
import "./rel"

func main() { y.Z() }
