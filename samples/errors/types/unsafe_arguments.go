// Wrong uses of package unsafe.
package main

import "unsafe"

type T struct {
	x int
	*E
}

type E struct{ y int }

func (T) m() {}

type R [unsafe.Sizeof(R{})]byte

func main() {
	var t T
	_ = unsafe.Offsetof(t)
	_ = unsafe.Offsetof(t.y)
	_ = unsafe.Offsetof(t.m)
	_ = unsafe.Offsetof(t.z)
	_ = unsafe.Sizeof()
	_ = unsafe.Alignof(1, 2)
	unsafe.Sizeof(t)
	_ = unsafe.sizeof(t)
	const n byte = unsafe.Sizeof(t)
}
