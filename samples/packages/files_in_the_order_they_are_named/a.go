// program: b.go a.go
package main

var a = note("var a")

func init() { println("first init of a") }
func init() { println("second init of a") }
