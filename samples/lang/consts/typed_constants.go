package main

import (
	"fmt"
	"math"
	"time"
)

type Bits uint8

const (
	Read Bits = 1 << iota
	Write
	Exec
	All = Read | Write | Exec
)

const timeout = 3 * time.Second / 2

func main() {
	fmt.Println(Read, Write, Exec, All, All&^Write, ^Read)
	fmt.Println(timeout, timeout.Milliseconds())
	fmt.Println(math.MaxInt8, math.MinInt64, uint64(math.MaxUint64))
	fmt.Println(math.MaxInt64, math.Pi, float32(math.Pi))
	const mask = ^uint32(0)
	fmt.Println(mask, mask>>28)
	var i8 int8 = -128
	fmt.Println(-i8, i8/-1, i8*i8)
}
