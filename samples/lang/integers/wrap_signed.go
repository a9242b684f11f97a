package main

import "fmt"

func main() {
	var i8 int8 = 127
	i8++
	fmt.Println(i8)
	i8--
	fmt.Println(i8)
	var i16 int16 = -32768
	i16--
	fmt.Println(i16)
	var i32 int32 = 1<<31 - 1
	i32 += 2
	fmt.Println(i32)
	var i64 int64 = -1 << 63
	i64--
	fmt.Println(i64)
	i := int(i64)
	i += 1
	fmt.Println(i)
	i8 = 100
	fmt.Println(i8*3, i8+i8, i8<<1, -i8-i8)
	i16 = 300
	fmt.Println(i16*i16, i16<<8)
	i32 = 1 << 20
	fmt.Println(i32*i32, i32*i32*0+i32<<11)
	i8 = -128
	fmt.Println(-i8, i8/-1, i8%-1)
	i64 = -1 << 63
	minusOne := int64(-1)
	fmt.Println(i64/minusOne, i64%minusOne, -i64)
}
