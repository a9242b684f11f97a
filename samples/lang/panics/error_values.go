package main

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
)

var errBase = errors.New("base")

type parseError struct {
	line int
	err  error
}

func (e *parseError) Error() string { return "line " + strconv.Itoa(e.line) + ": " + e.err.Error() }
func (e *parseError) Unwrap() error { return e.err }

func must(n int, err error) int {
	if err != nil {
		panic(err)
	}
	return n
}

func safe(f func() int) (n int, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case runtime.Error:
			err = fmt.Errorf("runtime: %w", r)
		case error:
			err = r
		default:
			panic(r)
		}
	}()
	return f(), nil
}

func main() {
	fmt.Println(safe(func() int { return must(strconv.Atoi("12")) }))
	fmt.Println(safe(func() int { return must(strconv.Atoi("x")) }))
	_, err := safe(func() int { panic(&parseError{3, errBase}) })
	var pe *parseError
	fmt.Println(err, errors.Is(err, errBase), errors.As(err, &pe), pe.line)
	_, err = safe(func() int { var a []int; return a[len(a)] })
	var re runtime.Error
	fmt.Println(err, errors.As(err, &re))
	defer func() { fmt.Println("main recovered", recover()) }()
	safe(func() int { panic("not an error") })
}
