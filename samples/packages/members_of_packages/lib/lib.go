package lib

import "fmt"

const (
	N    = 3
	Low  = 1
	High = 200
	Big  = 1 << 100
	Name = "name"
	Half = 1.0 / 2
)

type Color int

const (
	Red Color = iota
	Green
)

func (c Color) String() string { return fmt.Sprintf("color %d", int(c)) }

var (
	Int, Other = 1, 2
	Float      = 1.5
	Small      uint8 = 10
	Complex    = 2 + 1i
	Text       = "text"
	Bool       bool
	Array      = [N]int{7, 8, 9}
	Slice      = []int{1, 2}
	Map        = map[string]int{"a": 1}
	Chan       = make(chan int, 1)
	Origin     Point
	Shared     = &Point{1, 2}
	Iface      Doer = Shared
	Any        any = Point{X: 4}
	Failure    error = &Error{42}
	Nested     = struct {
		Inner Point
		List  [2]Point
	}{Point{1, 2}, [2]Point{{3, 4}, {5, 6}}}
	Hook = func(i int) { fmt.Println("first hook", i) }
)

type Point struct{ X, Y int }

func (p Point) Sum() int         { return p.X + p.Y }
func (p *Point) Move(x, y int)   { p.X += x; p.Y += y }
func (p *Point) Do()             { fmt.Println("do", *p) }
func (p *Point) Notify(c chan<- bool) { c <- true }

type Doer interface{ Do() }

type Error struct{ Code int }

func (e *Error) Error() string { return fmt.Sprint("error ", e.Code) }

func Say(s string)            { fmt.Println("say", s) }
func Notify(c chan<- bool)    { c <- true }
func Two() (int, Point)       { return 2, Point{2, 2} }
func Count(yield func(int) bool) {
	for i := 0; i < 3 && yield(i); i++ {
	}
}

func Map2[T, U any](list []T, f func(T) U) (result []U) {
	for _, x := range list {
		result = append(result, f(x))
	}
	return result
}
