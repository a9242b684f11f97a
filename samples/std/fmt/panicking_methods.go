package main

import (
	"errors"
	"fmt"
)

type bad struct{}

func (bad) String() string { panic("in String") }

type badErr struct{}

func (badErr) Error() string { panic(errors.New("in Error")) }

type nilDeref struct{ p *int }

func (n *nilDeref) String() string { return fmt.Sprint(*n.p) }

type index struct{}

func (index) String() string { var s []int; return fmt.Sprint(s[len(s)]) }

func main() {
	fmt.Println(bad{})
	fmt.Printf("%v|%s|%d|%q\n", bad{}, bad{}, bad{}, bad{})
	fmt.Println(badErr{})
	fmt.Println(&nilDeref{}, (*nilDeref)(nil))
	fmt.Println(index{}, "goes on")
	fmt.Println([]any{bad{}, 1})
}
