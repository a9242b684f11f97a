package main

import "fmt"

func main() {
	s := `line 1
	"quoted" \n is not an escape
` + "\\" + `end`
	fmt.Println(s, len(s))
	fmt.Println(len(``), len("\u0000"), "\a\b\f\n\r\t\v\\\""[7] == '\\')
	fmt.Println('\'', "'", '"', "\"", '\x00', '\377', '\u2028', '\U0010FFFF')
	fmt.Println("\xe4\xb8\x96" == "世", "\344\270\226" == "世", "\u4e16" == "世")
	fmt.Printf("%q %q\n", "\x80", '\x80')
	const long = "a very long string constant " +
		"made of " + `several` + " parts"
	fmt.Println(long, long[7:11])
}
