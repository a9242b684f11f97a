package main

import (
	"fmt"
	"strings"
	"unicode"
)

func main() {
	fmt.Println(strings.ToUpper("héllo ß"), strings.ToLower("HÉLLO İ"), strings.Title("hello world"), strings.ToTitle("abc"))
	fmt.Printf("%q %q %q %q\n", strings.TrimSpace(" \t x y\n"), strings.Trim("xxhixx", "x"), strings.TrimLeft("aabc", "a"), strings.TrimRight("abcc", "c"))
	fmt.Printf("%q %q %q\n", strings.TrimPrefix("prefix", "pre"), strings.TrimSuffix("suffix", "fix"), strings.TrimFunc("12a34", unicode.IsDigit))
	fmt.Println(strings.Replace("aaaa", "a", "b", 2), strings.ReplaceAll("aaaa", "aa", "b"), strings.ReplaceAll("abc", "", "-"))
	fmt.Println(strings.Map(func(r rune) rune {
		switch {
		case r == 'a':
			return 'A'
		case r == 'x':
			return -1
		}
		return r
	}, "banxana"))
	r := strings.NewReplacer("<", "&lt;", ">", "&gt;", "a", "1", "ab", "2")
	fmt.Println(r.Replace("<ab>a"))
	fmt.Println(strings.ToValidUTF8("a\xffb", "?"), strings.ContainsFunc("abc", unicode.IsUpper))
	var sb strings.Builder
	for i := range 3 {
		fmt.Fprintf(&sb, "%d,", i)
	}
	sb.WriteString("end")
	sb.WriteByte('!')
	sb.WriteRune('世')
	sb.Grow(100)
	fmt.Println(sb.String(), sb.Len(), sb.Cap() >= 100)
	sb.Reset()
	fmt.Println(sb.Len(), sb.String() == "")
	rd := strings.NewReader("abc")
	b, err := rd.ReadByte()
	fmt.Println(string(b), err, rd.Len())
}
