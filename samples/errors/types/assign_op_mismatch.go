package main

func main() {
	s := "a"
	s -= "b"
	s += 1
	i := 1
	i += 1.5
	i <<= 1.5
	i++
	s++
	f := 1.5
	f %= 2
	f <<= 1
	p := &i
	p += 1
}
