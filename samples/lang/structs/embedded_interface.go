package main

import (
	"errors"
	"fmt"
	"sort"
)

type loud struct{ fmt.Stringer }

func (l loud) String() string { return l.Stringer.String() + "!" }

type name string

func (n name) String() string { return string(n) }

type reverse struct{ sort.Interface }

func (r reverse) Less(i, j int) bool { return r.Interface.Less(j, i) }

type wrapped struct {
	error
	code int
}

func main() {
	fmt.Println(loud{name("hey")}, loud{loud{name("hey")}})
	s := sort.IntSlice{3, 1, 2}
	sort.Sort(reverse{s})
	fmt.Println(s)
	var err error = wrapped{errors.New("inner"), 5}
	fmt.Println(err, err.(wrapped).code)
	defer func() { fmt.Println(recover() != nil) }()
	var none loud
	fmt.Println(none.Stringer.String())
}
