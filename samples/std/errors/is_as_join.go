package main

import (
	"errors"
	"fmt"
)

var errA = errors.New("a")
var errB = errors.New("b")

type codeErr struct {
	code  int
	inner error
}

func (e *codeErr) Error() string { return fmt.Sprintf("code %d: %v", e.code, e.inner) }
func (e *codeErr) Unwrap() error { return e.inner }

type matches struct{ what string }

func (m matches) Error() string        { return "matches " + m.what }
func (m matches) Is(target error) bool { return target.Error() == m.what }

type multi []error

func (m multi) Error() string   { return fmt.Sprint(len(m), " errors") }
func (m multi) Unwrap() []error { return m }

func main() {
	wrapped := &codeErr{5, fmt.Errorf("context: %w", errA)}
	fmt.Println(wrapped)
	fmt.Println(errors.Is(wrapped, errA), errors.Is(wrapped, errB), errors.Is(nil, errA), errors.Is(nil, nil), errors.Is(errA, nil))
	var ce *codeErr
	fmt.Println(errors.As(fmt.Errorf("outer: %w", wrapped), &ce), ce.code, ce == wrapped)
	var m matches
	fmt.Println(errors.As(wrapped, &m), errors.Is(matches{"a"}, errA), errors.Is(errA, matches{"a"}))
	joined := errors.Join(errA, nil, wrapped, errB)
	fmt.Println(joined)
	fmt.Println(errors.Is(joined, errB), errors.As(joined, &ce), errors.Unwrap(joined), errors.Join(nil, nil) == nil)
	fmt.Printf("%q\n", joined.Error())
	fmt.Println(errors.Is(multi{errA, errB}, errB), errors.As(multi{errA, wrapped}, &ce))
	fmt.Println(errors.New("x") == errors.New("x"), errors.Unwrap(errA))
	var target interface{ Unwrap() error }
	fmt.Println(errors.As(wrapped, &target), target.Unwrap())
	two := fmt.Errorf("%w + %w", errA, errB)
	fmt.Println(errors.Is(two, errA), errors.Is(two, errB))
	err := fmt.Errorf("%w: %w", errors.ErrUnsupported, errA)
	fmt.Println(err, errors.Is(err, errors.ErrUnsupported))
	for _, bad := range []func(){
		func() { errors.As(errA, nil) },
		func() { var e error; errors.As(errA, e) },
		func() { var i int; errors.As(errA, &i) },
	} {
		func() {
			defer func() { fmt.Println(recover()) }()
			bad()
		}()
	}
}
