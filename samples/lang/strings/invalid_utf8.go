package main

import "fmt"

func main() {
	s := "a\xffb\xc3\xe4\xb8z\xed\xa0\x80\xf4\x90\x80\x80"
	for i, r := range s {
		fmt.Printf("%d:%U ", i, r)
	}
	fmt.Println()
	fmt.Printf("%q %x %+q\n", s, s, s)
	fmt.Println(len([]rune(s)), len(string([]rune(s))))
	for i, r := range "\xc0\x80\xe0\x80\x80" {
		fmt.Print(i, " ", r, " ")
	}
	fmt.Println()
	t := "世"
	fmt.Printf("%q %q %q\n", t[:1], t[1:], t[:2]+t[2:])
}
