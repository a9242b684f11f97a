package main

import (
	"fmt"
	"strings"
	"unicode"
)

func main() {
	s := "the quick brown fox, the lazy dog"
	fmt.Println(strings.Contains(s, "fox"), strings.ContainsAny(s, "xyz"), strings.ContainsRune(s, 'q'), strings.Contains(s, ""))
	fmt.Println(strings.Index(s, "the"), strings.LastIndex(s, "the"), strings.Index(s, "cat"), strings.IndexByte(s, 'q'), strings.IndexRune("aé世", '世'), strings.IndexAny(s, "zk"), strings.LastIndexByte(s, 'o'))
	fmt.Println(strings.HasPrefix(s, "the "), strings.HasSuffix(s, "dog"), strings.Count(s, "o"), strings.Count("abc", ""), strings.Count("aaaa", "aa"))
	fmt.Printf("%q %q %q\n", strings.Split("a,b,,c", ","), strings.Split("", ","), strings.Split("aé世", ""))
	fmt.Printf("%q %q %q\n", strings.SplitN("a,b,c,d", ",", 2), strings.SplitAfter("a,b", ","), strings.SplitN("a,b", ",", 0))
	fmt.Printf("%q %q\n", strings.Fields("  a \t b\n c  "), strings.FieldsFunc("a1b22c", unicode.IsDigit))
	before, after, ok := strings.Cut("key=value=x", "=")
	fmt.Println(before, after, ok)
	before, after, ok = strings.Cut("none", "=")
	fmt.Printf("%q %q %v\n", before, after, ok)
	fmt.Println(strings.CutPrefix("prefix-x", "prefix-"))
	fmt.Println(strings.CutSuffix("x.go", ".go"))
	fmt.Println(strings.Join([]string{"a", "b", "c"}, "-"), strings.Join(nil, "-") == "", strings.Repeat("ab", 3), strings.Repeat("x", 0) == "")
	fmt.Println(strings.EqualFold("Straße", "STRASSE"), strings.EqualFold("Go", "GO"), strings.Compare("a", "b"))
	fmt.Println(strings.IndexFunc("abc1", unicode.IsDigit), strings.LastIndexAny("go gopher", "go"))
	for part := range strings.SplitSeq("x-y-z", "-") {
		fmt.Print(part, " ")
	}
	for line := range strings.Lines("one\ntwo") {
		fmt.Printf("%q ", line)
	}
	fmt.Println()
}
