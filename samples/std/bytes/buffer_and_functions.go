package main

import (
	"bytes"
	"fmt"
	"io"
)

func main() {
	var b bytes.Buffer
	b.WriteString("hello ")
	b.Write([]byte("world"))
	b.WriteByte('!')
	b.WriteRune('é')
	fmt.Fprintf(&b, " %d", 42)
	fmt.Println(b.String(), b.Len())
	p := make([]byte, 5)
	n, err := b.Read(p)
	fmt.Println(n, err, string(p), b.Len())
	line, err := b.ReadString('!')
	fmt.Printf("%q %v\n", line, err)
	rest, err := b.ReadString('?')
	fmt.Printf("%q %v %t\n", rest, err, err == io.EOF)
	b.Reset()
	fmt.Println(b.Len(), bytes.NewBufferString("x").String())
	a, c := []byte("banana"), []byte("an")
	fmt.Println(bytes.Contains(a, c), bytes.Index(a, c), bytes.LastIndex(a, c), bytes.Count(a, c), bytes.Equal(a, c), bytes.Compare(a, c))
	fmt.Printf("%s %s %q %s\n", bytes.ToUpper(a), bytes.Repeat(c, 3), bytes.Split(a, []byte("n")), bytes.Join([][]byte{a, c}, []byte("-")))
	fmt.Printf("%q %q %q\n", bytes.TrimSpace([]byte(" x ")), bytes.Fields([]byte("a b  c")), bytes.ReplaceAll(a, c, []byte("AN")))
	fmt.Println(bytes.HasPrefix(a, []byte("ba")), bytes.IndexByte(a, 'n'), bytes.Equal(nil, []byte{}))
}
