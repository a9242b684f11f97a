package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Long texts are searched, joined and counted in pieces; nothing on their borders is missed.
func main() {
	const mega = 1 << 20
	for _, at := range []int{0, 1, mega - 3, mega - 1, mega, mega + 1, 2*mega - 2, 3*mega - 4} {
		text := strings.Repeat("a", at) + "bcde" + strings.Repeat("a", 3*mega-at)
		fmt.Println(at, strings.Index(text, "bcde"), strings.LastIndex(text, "bcde"), strings.Index(text, "bcda"), strings.LastIndex(text, "bb"))
	}
	text := strings.Repeat("xy", mega)
	fmt.Println(strings.Index(text, ""), strings.LastIndex(text, ""), strings.LastIndex(text, "xy"), strings.Index(text, text), strings.LastIndex(text, text[2:]))
	fmt.Println(strings.Index("", ""), strings.LastIndex("", ""), strings.Index("", "a"), strings.LastIndex("ab", "abc"))

	// Runes that lie on the borders between pieces.
	for _, before := range []string{"", "a", "ab"} {
		long := before + strings.Repeat("世", mega)
		runes := []rune(long)
		back := string(runes)
		fmt.Println(len(long), len(runes), utf8.RuneCountInString(long), utf8.ValidString(long), back == long, utf8.ValidString(long[:len(long)-1]))
	}
	fmt.Println(utf8.RuneCountInString(strings.Repeat("\x80", mega)), utf8.ValidString(strings.Repeat("\xf0\x90\x80\x80", mega)+"\x80"))
	joined := strings.Join([]string{text, text, "z"}, "--")
	fmt.Println(len(joined), joined[len(text):len(text)+4], joined[len(joined)-4:])
	quoted := fmt.Sprintf("%q", text+"\n")
	fmt.Println(len(quoted), quoted[:4], quoted[len(quoted)-5:], len(fmt.Sprintf("%*s", 3*mega, text)))
}
