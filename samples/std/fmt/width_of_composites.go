package main

import "fmt"

type p struct {
	X int
	S string
}

func main() {
	fmt.Printf("%5d|%-5d|%05d|\n", []int{1, 22}, []int{1, 22}, [2]int{1, -2})
	fmt.Printf("%6v|%-6v|%+v\n", p{1, "a"}, p{1, "a"}, []p{{1, "a"}})
	fmt.Printf("%4s|%-4s|%q\n", []string{"a", "bb"}, map[string]string{"k": "v"}, map[string]string{"k": "v"})
	fmt.Printf("%6.2f %6.2f\n", []float64{1.234, 5}, [1]float32{2.5})
	fmt.Printf("%x %X %#x %# x\n", []string{"ab", "c"}, []byte{1, 171}, []byte{1, 2}, []byte{1, 2})
	fmt.Printf("%#v %#v %#v\n", []p{{1, "a"}}, map[string]p{"k": {2, "b"}}, &p{3, "c"})
	fmt.Printf("%#v %#v %#v %#v\n", []float64{1, 2.5}, []byte{1, 2}, [2]uint16{1, 2}, []rune{'a'})
	fmt.Printf("%#v %#v %#v\n", map[int]any{1: nil, 2: "x"}, []*p{nil}, struct{ A []int }{nil})
	fmt.Printf("%03d|%+d|% d\n", map[string]int{"a": 1}, []int{1, -1}, []int{1, -1})
	fmt.Printf("%t|%v|%5t\n", []bool{true}, [1]bool{}, true)
	fmt.Printf("%s|%v|%d\n", [3]byte{65, 66, 67}, [3]byte{65, 66, 67}, [3]byte{65, 66, 67})
	fmt.Printf("%c|%U|%q\n", []rune("hé"), []rune("h"), []rune("h'"))
}
