package main

import "fmt"

func main() {
	a, b := "apple", "banana"
	fmt.Println(a < b, a > b, a == b, a != b, a <= "apple", "Zebra" < "apple", "" < "a", "a" < "ab")
	fmt.Println("\xff" > "é", "é" > "z")
	s := a
	s += " and " + b
	fmt.Println(s, len(s), a)
	c := ""
	for i := 0; i < 10; i++ {
		c = c + string(rune('a'+i))
	}
	fmt.Println(c, c[3:7], c[:0] == "", c[10:] == "")
	x := "same"
	y := "sa"
	y += "me"
	fmt.Println(x == y)
	switch y {
	case "other":
		fmt.Println("other")
	case "same":
		fmt.Println("found")
	}
	buffer := append([]byte("pre"), "fix"...)
	n := copy(buffer, "PRE")
	fmt.Println(string(buffer), n)
}
