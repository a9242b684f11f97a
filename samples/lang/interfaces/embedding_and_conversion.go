package main

import "fmt"

type Reader interface{ Read() string }
type Writer interface{ Write(string) int }
type ReadWriter interface {
	Reader
	Writer
}
type Closer interface {
	Reader
	Close() error
}
type All interface {
	ReadWriter
	Closer // Read comes twice: allowed, as both are the same
}

type file struct{ data []string }

func (f *file) Read() string {
	if len(f.data) == 0 {
		return ""
	}
	s := f.data[0]
	f.data = f.data[1:]
	return s
}
func (f *file) Write(s string) int { f.data = append(f.data, s); return len(s) }
func (f *file) Close() error       { return nil }

func main() {
	var all All = &file{}
	var rw ReadWriter = all
	fmt.Println(rw.Write("hello"), rw.Write("you"))
	var r Reader = rw
	fmt.Println(r.Read())
	w, ok := r.(Writer)
	fmt.Println(w.Write("abc"), ok)
	fmt.Println(Reader(w.(*file)).Read(), all.Read(), all.Close())
	f := func(r Reader) Reader { return r }
	fmt.Println(f(all) == r, r == w.(Reader), f(nil) == nil)
	var inline interface {
		Read() string
		Close() error
	} = all
	fmt.Printf("%T %q\n", inline, inline.Read())
}
