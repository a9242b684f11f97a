package main

import "fmt"

func main() {
	fmt.Println(42, 0b1010_0001, 0o17, 017, 0xBad_Face, 1_000_000)
	fmt.Println(.5, 1., 1.5e3, 1e-2, 0x1p-2, 0x1.8p1, 1_0.2_5)
	fmt.Println('a', 'é', '世', '\n', '\x41', '\101', '\u00e9', '\U0001F600', '\'', '\\')
	fmt.Println("tab\tquote\" \x41\101\u00e9\U0001F600 \a\b\f\v" == "tab\u0009quote\x22 AA\xc3\xa9\xf0\x9f\x98\x80 \007\010\014\013")
	fmt.Println(`raw \n "string"
on two lines`)
	fmt.Println(len("\xff\xfe"), len("\u00e9"), len("é"))
	fmt.Println(0.1e1 == 1, 0x10 == 16, 1e3 == 1000)
}
