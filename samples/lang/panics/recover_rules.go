package main

import "fmt"

func helper() any { return recover() }

func deep() any { return func() any { return recover() }() }

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "not recovered:", r)
		} else {
			fmt.Println(name, "recovered")
		}
	}()
	f()
}

func main() {
	fmt.Println("outside:", recover())
	try("direct", func() {
		defer func() { recover() }()
		panic(1)
	})
	try("the function itself", func() {
		recover()
		defer func() {}()
		panic(2)
	})
	try("called by the deferred function", func() {
		defer func() { helper() }()
		panic(3)
	})
	try("helper deferred directly", func() {
		defer helper()
		panic(4)
	})
	try("closure in the deferred function", func() {
		defer func() { deep() }()
		panic(5)
	})
	try("recover deferred directly", func() {
		defer recover()
		panic(6)
	})
	try("deferred inside a deferred function", func() {
		defer func() {
			defer func() { recover() }()
		}()
		panic(7)
	})
	try("twice", func() {
		defer func() { fmt.Println("first:", recover(), "second:", recover()) }()
		panic(8)
	})
	try("second deferred sees nothing", func() {
		defer func() { fmt.Println("then:", recover()) }()
		defer func() { recover() }()
		panic(9)
	})
	try("loop", func() {
		for i := range 3 {
			func() {
				defer func() { fmt.Print(recover(), " ") }()
				panic(i)
			}()
		}
		fmt.Println()
	})
	f := func(i int) func() { return func() { defer helper(); panic(i) } }
	try("closure value", f(10))
	func() {
		defer func() { fmt.Println("outer got", recover()) }()
		defer func() {
			defer func() { fmt.Println("inner got", recover()) }()
			panic("second")
		}()
		panic("first")
	}()
}
