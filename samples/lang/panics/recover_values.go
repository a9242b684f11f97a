package main

import (
	"errors"
	"fmt"
	"runtime"
)

type point struct{ x int }
type iface interface{ M() }

func try(name string, f func()) {
	defer func() {
		r := recover()
		_, isRuntime := r.(runtime.Error)
		_, isError := r.(error)
		fmt.Printf("%s: %T | %v | runtime.Error=%t error=%t\n", name, r, r, isRuntime, isError)
	}()
	f()
}

func main() {
	var p *point
	var m map[string]int
	var s []int
	var x any = "text"
	var none any
	var c chan int
	zero, minus, five := 0, -1, 5
	closed := make(chan int)
	close(closed)
	try("nil pointer", func() { p.x = 1 })
	try("nil map", func() { m["a"] = 1 })
	try("index", func() { s[five] = 1 })
	try("slice", func() { _ = s[:five] })
	try("divide", func() { fmt.Println(1 / zero) })
	try("assertion", func() { _ = x.(int) })
	try("nil assertion", func() { _ = none.(int) })
	try("missing method", func() { _ = x.(iface) })
	try("close nil", func() { close(c) })
	try("close closed", func() { close(closed) })
	try("send closed", func() { closed <- 1 })
	try("nil", func() { panic(nil) })
	try("makeslice", func() { _ = make([]int, minus) })
	try("uncomparable", func() { _ = any(s) == any(s) })
	try("shift", func() { fmt.Println(1 << minus) })
	try("array", func() { _ = [2]int(s) })
	try("string", func() { panic("str") })
	try("error", func() { panic(errors.New("e")) })
	try("struct", func() { panic(point{3}) })
	try("pointer", func() { panic(&point{4}) })
	try("int", func() { panic(42) })
	try("no panic", func() {})
}
