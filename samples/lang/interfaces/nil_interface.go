package main

import "fmt"

type myErr struct{}

func (*myErr) Error() string { return "myErr" }

func typedNil() error {
	var p *myErr
	return p
}

func main() {
	var e error
	fmt.Println(e == nil, e)
	e = typedNil()
	fmt.Println(e == nil, e != nil, e.Error())
	fmt.Printf("%T %v\n", e, e == (*myErr)(nil))
	var x any
	fmt.Printf("%T %v %t\n", x, x, x == nil)
	x = e
	fmt.Println(x == nil, x == e)
	x = []int(nil)
	fmt.Println(x == nil)
	x = nil
	e = nil
	fmt.Println(x == nil, any(e) == nil)
	var m map[string]int
	var f func()
	var c chan int
	for _, v := range []any{m, f, c, (*int)(nil), nil} {
		fmt.Print(v == nil, " ")
	}
	fmt.Println()
}
