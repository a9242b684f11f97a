package main

import (
	"fmt"

	"example.com/x/lib"
)

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

type T struct{}

func main() {
	try(func() { _ = any(lib.T{}).(T) })
	try(func() { _ = any(1).(lib.T) })
	try(func() { _ = any(T{}).(lib.Doer) })
	try(func() { _ = any(lib.T{}).(fmt.Stringer) })
	try(func() { _ = map[any]int{lib.Func(nil): 1} })
	try(func() { panic(lib.T{}) })
	try(func() { panic(fmt.Sprintf("%v %+v %#v", lib.NewP(1), lib.NewP(2), lib.P{X: 3})) })
	try(func() { fmt.Printf("%#v %#v\n", []lib.Color{1}, map[lib.Color]lib.T{}) })
	try(func() { var d lib.Doer; d.Do() })
	defer fmt.Println("deferred")
	lib.Run(func() { panic(lib.Color(3)) })
}
