package main

import "fmt"

func main() {
	i, f, r, s, b := 1, 1.0, 'r', "s", true
	fmt.Printf("%T %T %T %T %T\n", i, f, r, s, b)
	fmt.Printf("%T %T %T\n", 1+1.0, 'a'+1, 'a'+1.0)
	fmt.Printf("%T %T\n", 1 < 2, 1<<3)
	var x any = 1 << 10
	fmt.Printf("%T %v\n", x, x)
	var u8 uint8 = 1<<8 - 1
	var f32 float32 = 1
	fmt.Printf("%T %v %T\n", u8, u8, f32/2)
	type Celsius float64
	const boiling Celsius = 100
	fmt.Printf("%T %v\n", boiling/3, boiling/8)
}
