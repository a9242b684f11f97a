package main

import "fmt"

type small struct{ b uint8 }
type two struct{ a, b string }
type empty struct{}
type fn func(int) int
type arr [3]int16

func (s small) Name() string  { return fmt.Sprint("small ", s.b) }
func (t two) Name() string    { return t.a + t.b }
func (empty) Name() string    { return "empty" }
func (f fn) Name() string     { return fmt.Sprint("fn ", f(1)) }
func (a *arr) Name() string   { return fmt.Sprint("arr ", a[1]) }
func (m mapT) Name() string   { return fmt.Sprint("map ", len(m)) }
func (s sliceT) Name() string { return fmt.Sprint("slice ", len(s)) }
func (c chanT) Name() string  { return fmt.Sprint("chan ", cap(c)) }
func (f floatT) Name() string { return fmt.Sprint("float ", float64(f)) }
func (b boolT) Name() string  { return fmt.Sprint("bool ", bool(b)) }

type mapT map[string]int
type sliceT []int
type chanT chan int
type floatT float32
type boolT bool

type namer interface{ Name() string }

func main() {
	ns := []namer{small{7}, two{"a", "b"}, empty{}, fn(func(x int) int { return x + 1 }), &arr{1, 2, 3}, mapT{"x": 1}, sliceT{1, 2}, make(chanT, 4), floatT(1.5), boolT(true)}
	for _, n := range ns {
		fmt.Println(n.Name())
	}
	f := ns[1].Name
	ns[1] = nil
	fmt.Println(f(), ns[1] == nil)
	values := []any{int8(-1), uint64(1 << 63), float32(0.25), "s", []byte("b"), [2]bool{true}, struct{ x, y int }{1, 2}, (*int)(nil), map[int]int(nil)}
	for i, v := range values {
		values[i] = v // copying an interface keeps its dynamic value
	}
	fmt.Println(values[0].(int8)-127, values[1].(uint64)>>62, values[2].(float32)*2, values[5].([2]bool)[0], values[6].(struct{ x, y int }).y)
	fmt.Println(values[7] == nil, values[8] == nil, values[0] == int8(-1), values[3] == "s")
	m := map[any]string{}
	for i, v := range values {
		switch v.(type) {
		case []byte, map[int]int:
		default:
			m[v] = fmt.Sprint(i)
		}
	}
	fmt.Println(len(m), m[int8(-1)], m[[2]bool{true, false}], m[struct{ x, y int }{1, 2}], m[-1] == "")
}
