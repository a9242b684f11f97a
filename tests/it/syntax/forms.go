package forms

import "fmt"
import (
	. "math"
	str "strings"
	_ "os"
)

const (
	a, b = iota, 1 << iota
	c, d
	e float64 = 0x1p-2
)

var x, y int = 1, 2
var m = map[string][]int{"k": {1, 2}, "l": nil}

type (
	T[P any, Q ~int | ~string] struct {
		P, q *P
		str.Builder `json:"b"`
		*fmt.Stringer
		List[int]
		arr [3]Q
	}
	A       = []T[int, string]
	N       [len("abc") * 2]int
	F       func(int, ...string) (n int, err error)
	I       interface {
		M(a, b int) (c string)
		~int | []byte
		fmt.Stringer
	}
	C chan<- <-chan (chan int)
)

func native(x float64) float64

func (t *T[P, Q]) method[R any](r R, _ ...int) (*T[P, Q], error) { return nil, nil }

func Map[S ~[]E, E, R any](s S, f func(E) R) (out []R) {
	for i, v := range s {
		out = append(out, f(v))
		_ = i
	}
	return out
}

func statements(ch chan int, f func() func(int)) {
	var z [2][]int
	z[0], z[1] = nil, z[0][1:2:cap(z[0])]
	x += -y*3 + x&^y<<2 - ^x
	if v, ok := any(x).(int); !ok && v > 0 || x == (y) {
		goto end
	} else if f := f(); f != nil {
		f(1)
	} else {
		defer func() { recover() }()
	}
	switch y := any(x).(type) {
	case nil, []int:
	case *T[int, string]:
		fallthrough
	default:
		_ = y
	}
	switch x++; {
	case x < 1, x > 2:
		break
	}
	select {
	case v, ok := <-ch:
		_, _ = v, ok
	case ch <- <-ch:
	default:
	}
outer:
	for i := 0; i < 10; i++ {
		for range 3 {
			continue outer
		}
		for x = range m {
		}
		for {
			break outer
		}
	}
	for x < 3 {
	}
	go Map[[]int](A{}[0].arr[:], (*T[int, string]).method)
	_ = &struct{ x, y int }{1, y: 2}
	_ = [...]string{0: "a", 'b': `c`, 0b1: "\u00e9"}
	if (T[int, string]{}) == *new(T[int, string]) {
	}
	_ = func(a, b int, c ...string) (d func() int) { return nil }
	_ = <-chan int(nil)
	_ = 1_000i + .5e-3 + 'x'
end:
}
