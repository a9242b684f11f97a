// Sizes, alignments and offsets are constants, except those that depend on a type parameter.
package main

import (
	"fmt"
	"unsafe"
)

type inner struct {
	a byte
	b int16
}

type T struct {
	ok bool
	n  int64
	inner
	s []string
	e struct{}
}

const size = unsafe.Sizeof(T{})

var table [unsafe.Offsetof(T{}.s)]int

func sizeOf[P any]() (uintptr, uintptr) {
	var p struct {
		flag bool
		p    P
	}
	return unsafe.Sizeof(p), unsafe.Offsetof(p.p)
}

func main() {
	var t T
	fmt.Println(size, len(table), unsafe.Alignof(t), unsafe.Alignof(t.inner))
	fmt.Println(unsafe.Offsetof(t.n), unsafe.Offsetof(t.inner), unsafe.Offsetof(t.b), unsafe.Offsetof(t.e))
	fmt.Println(unsafe.Sizeof(1), unsafe.Sizeof("x"), unsafe.Sizeof('x'), unsafe.Sizeof(any(1)), unsafe.Sizeof([3]complex64{}))
	fmt.Println(sizeOf[byte]())
	fmt.Println(sizeOf[int32]())
	fmt.Println(sizeOf[T]())
	fmt.Println(sizeOf[[5]inner]())
	var p unsafe.Pointer
	fmt.Println(p == nil, p)
	fmt.Printf("%T %T %v\n", p, size, unsafe.Sizeof(p))
}
