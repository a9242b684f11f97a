package main

import (
	"example.com/x/a/util"
	other "example.com/x/b/util"
	"example.com/x/mid"
)

func main() {
	var x util.T = other.T{}
	mid.Take(x)
	var f func(util.T) map[string]other.T = mid.Take
	_ = f
}
