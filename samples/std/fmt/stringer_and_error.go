package main

import (
	"errors"
	"fmt"
)

type color int

func (c color) String() string { return [...]string{"red", "green", "blue"}[c] }

type temp float64

func (t temp) String() string { return fmt.Sprintf("%.1f°C", float64(t)) }

type person struct {
	name string
	fav  color
}

func (p *person) String() string { return "person " + p.name }

type pub struct {
	Fav    color
	Err    error
	Inner  struct{ C color }
	Ptr    *person
	List   []color
	M      map[color]temp
	Any    any
	hidden color
}

type myErr struct{ code int }

func (e myErr) Error() string  { return fmt.Sprint("code ", e.code) }
func (e myErr) String() string { return "not used" }

type names []string

func (n names) String() string { return fmt.Sprint(len(n), " names") }

type loop struct{ n int }

func (l loop) String() string { return fmt.Sprintf("loop %d", l.n) }

type goStr struct{}

func (goStr) GoString() string { return "goStr!" }

type custom struct{ a, b int }

func (c custom) Format(s fmt.State, verb rune) {
	w, hasW := s.Width()
	p, hasP := s.Precision()
	fmt.Fprintf(s, "<%c %d %t %d %t %t%t%t%t%t %d>", verb, w, hasW, p, hasP, s.Flag('+'), s.Flag('-'), s.Flag('#'), s.Flag(' '), s.Flag('0'), c.a+c.b)
}

func main() {
	fmt.Println(color(1), []color{0, 2}, map[color]color{2: 0, 0: 1}, [2]color{1, 1}, struct{ c color }{2})
	fmt.Printf("%v %s %d %q %x %+v %#v %T %5v|%-7s|%c\n", color(1), color(1), color(1), color(1), color(1), color(1), color(1), color(1), color(0), color(0), color(2))
	p := &person{"ann", 2}
	fmt.Println(p, *p, []*person{}, person{"bob", 0})
	fmt.Printf("%v %s %+v %#v\n", p, p, *p, *p)
	v := pub{Fav: 1, Err: errors.New("boom"), Ptr: nil, List: []color{0, 1}, M: map[color]temp{1: 20, 0: -3.25}, Any: color(2), hidden: 1}
	v.Inner.C = 2
	fmt.Printf("%v\n%+v\n", v, v)
	fmt.Println(temp(36.6), []temp{1, 2}, any(temp(0)))
	e := myErr{7}
	fmt.Println(e, &e, []error{e, nil}, []myErr{{1}}, struct{ E error }{e})
	fmt.Printf("%v %s %d %q %x %#v\n", e, e, e, e, e, e)
	fmt.Println(names{"a", "b"}, []names{{"x"}, nil})
	fmt.Println(loop{3}, &loop{4})
	fmt.Printf("%v %#v %+v %#v\n", goStr{}, goStr{}, goStr{}, []goStr{{}})
	fmt.Printf("%v|%+8.3d|%-#x|% 05s\n", custom{1, 2}, custom{1, 2}, custom{1, 2}, custom{1, 2})
	fmt.Println(custom{3, 4}, []custom{{5, 6}})
	var nilStringer *person
	fmt.Printf("%v %s\n", nilStringer, nilStringer)
	var i fmt.Stringer = color(2)
	var nothing fmt.Stringer
	fmt.Println(i, nothing)
	fmt.Print(color(0), color(1), " ", p, "\n")
	fmt.Println(fmt.Sprint(color(0)) + fmt.Sprint(e))
}
