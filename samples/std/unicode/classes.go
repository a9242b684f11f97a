package main

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

func main() {
	for _, r := range []rune{'a', 'Z', '5', ' ', '\n', 'é', 'ß', '世', '_', '!', 0x00a0, 'Ⅷ', '٣', 0x1F600, 0x7f, 'ǅ', '$'} {
		fmt.Printf("%U %t %t %t %t %t %t %t %t %t %t %c %c\n", r, unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsNumber(r), unicode.IsSpace(r),
			unicode.IsUpper(r), unicode.IsLower(r), unicode.IsPunct(r), unicode.IsControl(r), unicode.IsPrint(r), unicode.IsSymbol(r),
			unicode.ToUpper(r), unicode.ToLower(r))
	}
	s := "aé世😀\xff"
	fmt.Println(utf8.RuneCountInString(s), utf8.ValidString(s), utf8.ValidString("ok"), utf8.RuneLen('世'), utf8.RuneLen(-1), utf8.RuneError)
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		fmt.Print(string(r), n, " ")
		s = s[n:]
	}
	r, n := utf8.DecodeLastRuneInString("x世")
	fmt.Println(string(r), n)
	buf := make([]byte, 4)
	fmt.Println(utf8.EncodeRune(buf, '世'), buf, utf8.AppendRune(nil, 'é'), utf8.FullRune([]byte{0xe4}), utf8.RuneStart(0x80))
	fmt.Println(utf8.ValidRune(0xd800), utf8.UTFMax, unicode.MaxRune)
}
