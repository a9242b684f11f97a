// %T writes the type arguments of an instance as the run time does: aliases are gone, packages have their paths.
package main

import (
	"fmt"
	"math/rand"
)

type Box[T any] struct{ v T }

type Pair[K comparable, V any] struct {
	k K
	v V
}

type Alias = map[string]any

type Named[T any] []T

func main() {
	fmt.Printf("%T\n", Box[any]{})
	fmt.Printf("%T\n", Box[byte]{})
	fmt.Printf("%T\n", Box[rune]{})
	fmt.Printf("%T\n", Box[Alias]{})
	fmt.Printf("%T\n", Box[*rand.Rand]{})
	fmt.Printf("%T\n", Pair[string, Box[[]byte]]{})
	fmt.Printf("%T\n", Box[struct{ X any }]{})
	fmt.Printf("%T\n", Box[func(any, ...byte) error]{})
	fmt.Printf("%T\n", Box[interface{ M(any) }]{})
	fmt.Printf("%T\n", Named[Named[any]]{})
	fmt.Printf("%v %+v\n", Box[any]{1}, Pair[string, any]{"a", nil})
}
