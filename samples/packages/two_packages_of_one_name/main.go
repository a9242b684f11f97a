package main

import (
	"fmt"

	"example.com/x/a/util"
	other "example.com/x/b/util"
)

type fmtless struct{}

func main() {
	var x any = util.T{1}
	fmt.Printf("%T %T %v %v\n", x, other.T{}, x, other.T{2})
	_, ok := x.(other.T)
	fmt.Println(ok, util.Name(), other.Name())
	switch x.(type) {
	case other.T:
		fmt.Println("other")
	case util.T:
		fmt.Println("util")
	}
	m := map[any]int{util.T{1}: 1, other.T{1}: 2}
	fmt.Println(len(m), m[util.T{1}], m[other.T{1}])
	fmt.Println(x.(other.T))
}
