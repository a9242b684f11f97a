package main

import (
	"fmt"
	"strconv"
)

func main() {
	for _, s := range []string{"plain", "q\"uote", "tab\t\n\r\a\b\f\v\\", "é世😀", "\x00\x7f\xff", "\u200b\u00ad\ufeff", "`"} {
		fmt.Println(strconv.Quote(s), strconv.QuoteToASCII(s), strconv.CanBackquote(s))
	}
	for _, r := range []rune{'a', '\'', '"', '\n', 0, 0x7f, 'é', '世', 0x1F600, 0x10ffff, -1, 0xd800} {
		fmt.Println(strconv.QuoteRune(r), strconv.QuoteRuneToASCII(r), strconv.IsPrint(r))
	}
	for _, s := range []string{`"a\nb"`, "`raw\\n`", `'x'`, `"bad`, `"\x41\u00e9\U0001F600"`, `"\q"`, "", `"a"b`} {
		u, err := strconv.Unquote(s)
		fmt.Printf("%q %v\n", u, err)
	}
}
