package main

import "fmt"

type celsius float64
type fahrenheit float64
type names []string
type byteSlice []byte
type text string
type pair struct{ a, b int }
type other struct{ a, b int }
type tagged struct {
	a int `json:"a"`
	b int
}
type handler func(string) string

func (h handler) call(s string) string { return h(s) }

func main() {
	c := celsius(100)
	f := fahrenheit(c*9/5 + 32)
	fmt.Println(c, f, float64(c) == 100)
	n := names([]string{"a", "b"})
	s := []string(n)
	s[0] = "changed"
	fmt.Println(n, len(n))
	t := text("héy")
	fmt.Println([]byte(t), []rune(t), string(t)+"!", byteSlice(t), string(byteSlice("x")), text([]rune{'a', 'é'}))
	p := pair{1, 2}
	fmt.Println(other(p), tagged(p), pair(tagged{3, 4}), (*other)(&p).b)
	h := handler(func(s string) string { return s + s })
	fmt.Println(h.call("ab"), handler(nil) == nil)
	var b any = c
	_, isFloat := b.(float64)
	fmt.Println(isFloat, b.(celsius))
	ch := make(chan int, 1)
	send, recv := (chan<- int)(ch), (<-chan int)(ch)
	send <- 5
	fmt.Println(<-recv)
	fmt.Println(int64(int32(-5)), uint16(0xffff)-1, rune("é"[0]), byte('a'), string(byte(65)))
	type local int
	fmt.Println(local(3)+4, float32(local(1))/3)
	var e error = fmt.Errorf("x")
	fmt.Println(interface{ Error() string }(e).Error(), any(e) == any(error(e)))
	fmt.Println(string([]byte{104, 105}), string([]rune{0x4e16, 'x'}), []byte("é"), len(string([]byte(nil))))
	anon := struct{ a, b int }(p)
	p = anon
	fmt.Println(anon, p)
}
