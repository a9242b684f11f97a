package main

import "fmt"

func main() {
	s := "héllo, 世界"
	fmt.Println(len(s), s[1], s[2], s[0:1], s[1:3], s[8:])
	for i, r := range s {
		fmt.Print(i, ":", string(r), " ")
	}
	fmt.Println()
	for i := range "añb" {
		fmt.Print(i, " ")
	}
	fmt.Println()
	b := []byte(s)
	r := []rune(s)
	fmt.Println(len(b), len(r), r[7], string(r[7:]), string(b[:6]))
	b[0] = 'H'
	fmt.Println(s[:5], string(b[:5]))
	r[1] = 'e'
	fmt.Println(string(r))
	fmt.Println(string(rune(65)), string(rune(0x4e16)), string(rune(-1)), string(rune(0x110000)) == "\ufffd")
	var empty string
	fmt.Println(len(empty), empty == "", len([]rune(empty)), []byte("") == nil)
}
