package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

type Shape interface {
	Area() float64
}

type Square struct{ side float64 }
type Circle struct{ r float64 }

func (s Square) Area() float64  { return s.side * s.side }
func (c *Circle) Area() float64 { return 3 * c.r * c.r }

func Total[S Shape](shapes []S) (sum float64) {
	for _, s := range shapes {
		sum += s.Area()
	}
	return
}

// The pointer type of T has the method.
type Setter[T any] interface {
	*T
	Set(string)
}

type Setting struct{ v string }

func (s *Setting) Set(v string) { s.v = v }

func FromStrings[T any, PT Setter[T]](ss []string) []T {
	out := make([]T, len(ss))
	for i, s := range ss {
		PT(&out[i]).Set(s)
	}
	return out
}

type StringerNumber interface {
	~int | ~uint8
	String() string
}

type ID int

func (i ID) String() string { return fmt.Sprintf("ID(%d)", int(i)) }

func Show[T StringerNumber](xs ...T) string {
	var parts []string
	var sum T
	for _, x := range xs {
		parts = append(parts, x.String())
		sum += x
	}
	return strings.Join(parts, "+") + "=" + sum.String()
}

type Ordered interface {
	~int | ~float64 | ~string
}

func SortBy[T any, K Ordered](xs []T, key func(T) K) {
	sort.Slice(xs, func(i, j int) bool { return key(xs[i]) < key(xs[j]) })
}

func Equal[T comparable](a, b T) bool { return a == b }

type Equaler[T any] interface{ Equal(T) bool }

type Version struct{ major, minor int }

func (v Version) Equal(o Version) bool { return v == o }

func Index[T Equaler[T]](xs []T, x T) int {
	for i, y := range xs {
		if x.Equal(y) {
			return i
		}
	}
	return -1
}

func Convert[To, From ~int | ~float64](x From) To { return To(x) }

func Bytes[T ~string | ~[]byte](x T) (n int) {
	for i := 0; i < len(x); i++ {
		n += int(x[i])
	}
	return n
}

func As[E error](err error) (E, bool) {
	var e E
	ok := errors.As(err, &e)
	return e, ok
}

type myErr struct{ code int }

func (e *myErr) Error() string { return fmt.Sprint("code ", e.code) }

func main() {
	fmt.Println(Total([]Square{{1}, {2}}), Total([]*Circle{{1}}), Total([]Shape{Square{3}, &Circle{2}}))
	fmt.Println(FromStrings[Setting]([]string{"a", "b"}))
	fmt.Println(Show(ID(1), ID(2)))
	people := []struct {
		Name string
		Age  int
	}{{"Bo", 30}, {"Al", 20}}
	SortBy(people, func(p struct {
		Name string
		Age  int
	}) int {
		return p.Age
	})
	fmt.Println(people)
	SortBy(people, func(p struct {
		Name string
		Age  int
	}) string {
		return p.Name
	})
	fmt.Println(people)
	fmt.Println(Equal(1, 1), Equal("a", "b"), Equal[any](1, "1"), Equal([2]int{1, 2}, [2]int{1, 2}))
	fmt.Println(Index([]Version{{1, 0}, {1, 2}}, Version{1, 2}))
	fmt.Println(Convert[int](3.9), Convert[float64](7), Convert[ID](2.5))
	fmt.Println(Bytes("abc"), Bytes([]byte{1, 2}))
	e, ok := As[*myErr](fmt.Errorf("wrapped: %w", &myErr{7}))
	fmt.Println(e, ok)
	func() {
		defer func() { fmt.Println(recover()) }()
		Equal[any]([]int{}, []int{})
	}()
}
