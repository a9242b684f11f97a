package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type T struct{ a int }
type I interface{ M(int) (string, error) }
type F func(a int, b ...string) (x, y int)

func (T) m(int) {}

func main() {
	type local struct{}
	var err error = errors.New("x")
	for _, v := range []any{
		1, int8(1), uint(1), uint8(1), 'x', uintptr(1), 1.5, float32(1), "s", true, nil,
		[]int{}, [3]string{}, []byte{}, [][]rune{}, map[string][]int{}, map[T]*T{},
		T{}, &T{}, local{}, []local{}, struct{}{}, struct {
			A int `tag:"x"`
			b []string
		}{},
		func() {}, func(int, string) error { return nil }, func(...int) (int, error) { return 0, nil }, F(nil), T.m, (*T).m,
		make(chan int), make(<-chan string), make(chan<- []int), make(chan (<-chan int)),
		err, fmt.Errorf("w: %w", err), errors.Join(err), &err, new(I), []I{}, []any{}, []error{}, new(any),
		time.Second, time.Now(), &sync.Mutex{}, context.Background(), new(*int), func(I) fmt.Stringer { return nil },
	} {
		fmt.Printf("%T\n", v)
	}
	fmt.Printf("%T %T %8T|%-8T|\n", any(nil), (*T)(nil), 1, "x")
	fmt.Printf("%v %s\n", func() any { type T int; return T(3) }(), fmt.Sprintf("%T", func() any { type T int; return T(3) }()))
}
