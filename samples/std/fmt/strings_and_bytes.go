package main

import "fmt"

func main() {
	s := "héllo\t\"w\"\x00\xff"
	fmt.Printf("%s|%q|%+q|%#q|%x|%X|% x|%#x|%# x\n", "abc", s, s, "back`tick", "hello", "hello", "abc", "abc", "abc")
	fmt.Printf("%10s|%-10s|%.2s|%5.1s|%-5.3s|%010s|%.0s|\n", "héy", "héy", "héy", "héy", "héyyy", "abc", "abc")
	fmt.Printf("%v|%+v|%#v|%T|%d\n", "a\nb", "a\nb", "a\nb", "s", "s")
	b := []byte("hi\x01")
	fmt.Printf("%s|%q|%x|%X|% x|%v|%d|%#v|%T|%o\n", b, b, b, b, b, b, b, b, b, b)
	fmt.Printf("%#q|%#q|%#+q\n", "plain", "with`", "é")
	fmt.Printf("%q %q %q\n", "", []string{"a b", "c"}, [2]string{"x", ""})
	fmt.Printf("%s %v %x %q\n", []string{"a", "b"}, []string{"a", "b"}, []string{"a", "b"}, [][]byte{[]byte("z")})
	fmt.Printf("%6q|%-8q|%.1q|%c|%U\n", "a", "b", "cde", "x", "y")
	fmt.Printf("%s|%x|%v\n", [3]byte{65, 66, 67}, [3]byte{1, 2, 3}, [3]byte{1, 2, 3})
	type text string
	type raw []byte
	fmt.Printf("%s %v %#v %T|%s %v %x %#v\n", text("t"), text("t"), text("t"), text("t"), raw("r"), raw("r"), raw("r"), raw("r"))
	var nilBytes []byte
	fmt.Printf("%s|%v|%q|%#v|%x\n", nilBytes, nilBytes, nilBytes, nilBytes, nilBytes)
	fmt.Printf("%5t|%-7t|%v|%q\n", true, false, true, true)
	fmt.Printf("%x|%X|% X|%.2x|%8x|%-8x|\n", "xyz", []byte{171}, []byte{1, 171}, "abcdef", "ab", "ab")
	fmt.Println([]byte("AB"), []rune("é"), [2]byte{1, 2}, string([]byte{'o', 'k'}))
	fmt.Printf("%s %s\n", []rune("x"), 'x')
}
