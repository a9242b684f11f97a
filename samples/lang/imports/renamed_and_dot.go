package main

import (
	. "fmt"
	str "strings"
	_ "unicode"
)

type strings struct{ n int }

func main() {
	Println(str.Repeat("ab", 2), strings{3})
	Printf("%s\n", Sprint("dot import"))
	{
		str := str.ToUpper("shadowed now")
		Println(str)
	}
	var sb str.Builder
	Fprintf(&sb, "%d", 5)
	Println(sb.String())
	f := str.Contains
	Println(f("abc", "b"), str.ToLower("X"))
}
