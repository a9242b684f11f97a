// Package fmt prints values. The work is done by the VM, which walks values by their type descriptors; where a value has
// a method that prints it, the VM asks for the call, and these functions make it and try again with the result.
package fmt

import (
	"errors"
	"io"
	"os"
)

// A State is what a Formatter prints to.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

// A Formatter prints itself for every verb.
type Formatter interface {
	Format(f State, verb rune)
}

// A Stringer has a text for %s and %v.
type Stringer interface {
	String() string
}

// A GoStringer has a text for %#v.
type GoStringer interface {
	GoString() string
}

// What a request asks for.
const (
	callError = iota
	callString
	callGoString
	callFormat
)

// A request is a method call that the VM needs for a value.
type request struct {
	value      any
	kind       int
	verb       rune
	flags      string // of + - # space 0, for Format
	wid, prec  int    // -1 if absent
}

// A result answers a request. A raw text is printed as it is, others as a string operand of the verb.
type result struct {
	text string
	raw  bool
}

// format prints by a format string, in which %w is a verb if wrap is true; sprint prints as Print (mode 0) or Println
// (mode 1) do. They return the text, or the calls that they need beyond the results given; wrapped are the operands of %w.
func format(f string, wrap bool, args []any, results []result) (text string, requests []request, wrapped []int)
func sprint(mode int, args []any, results []result) (text string, requests []request)

func sprintf(f string, args []any) string {
	text, _ := sprintw(f, false, args)
	return text
}

func sprintw(f string, wrap bool, args []any) (string, []int) {
	text, requests, wrapped := format(f, wrap, args, nil)
	if requests == nil {
		return text, wrapped
	}
	var results []result
	for requests != nil {
		results = answer(results, requests)
		text, requests, wrapped = format(f, wrap, args, results)
	}
	return text, wrapped
}

func print(mode int, args []any) string {
	text, requests := sprint(mode, args, nil)
	if requests == nil {
		return text
	}
	var results []result
	for requests != nil {
		results = answer(results, requests)
		text, requests = sprint(mode, args, results)
	}
	return text
}

func answer(results []result, requests []request) []result {
	for i := range requests {
		results = append(results, requests[i].call())
	}
	return results
}

func isNilPointer(v any) bool

func (r *request) call() (res result) {
	defer func() {
		err := recover()
		if err == nil {
			return
		}
		if isNilPointer(r.value) {
			res = result{"<nil>", true}
			return
		}
		name := "Error"
		switch r.kind {
		case callString:
			name = "String"
		case callGoString:
			name = "GoString"
		case callFormat:
			name = "Format"
		}
		res = result{"%!" + string(r.verb) + "(PANIC=" + name + " method: " + print(0, []any{err}) + ")", true}
	}()
	switch r.kind {
	case callError:
		return result{r.value.(error).Error(), false}
	case callString:
		return result{r.value.(Stringer).String(), false}
	case callGoString:
		return result{r.value.(GoStringer).GoString(), true}
	}
	s := &state{r: r}
	r.value.(Formatter).Format(s, r.verb)
	return result{string(s.buf), true}
}

type state struct {
	r   *request
	buf []byte
}

func (s *state) Write(b []byte) (n int, err error) {
	s.buf = append(s.buf, b...)
	return len(b), nil
}

func (s *state) WriteString(b string) (n int, err error) {
	s.buf = append(s.buf, b...)
	return len(b), nil
}

func (s *state) Width() (wid int, ok bool)      { return max(s.r.wid, 0), s.r.wid >= 0 }
func (s *state) Precision() (prec int, ok bool) { return max(s.r.prec, 0), s.r.prec >= 0 }

func (s *state) Flag(c int) bool {
	for i := 0; i < len(s.r.flags); i++ {
		if int(s.r.flags[i]) == c {
			return true
		}
	}
	return false
}

// FormatString returns the directive that s stands for.
func FormatString(s State, verb rune) string {
	b := []byte{'%'}
	for _, c := range " +-#0" {
		if s.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if w, ok := s.Width(); ok {
		b = append(b, sprintf("%d", []any{w})...)
	}
	if p, ok := s.Precision(); ok {
		b = append(b, '.')
		b = append(b, sprintf("%d", []any{p})...)
	}
	return string(append(b, string(verb)...))
}

// Sprintf returns the text of a format and its operands.
func Sprintf(format string, a ...any) string { return sprintf(format, a) }

// Sprint returns the text of its operands, with spaces between those that are not strings.
func Sprint(a ...any) string { return print(0, a) }

// Sprintln returns the text of its operands with spaces between them and a newline.
func Sprintln(a ...any) string { return print(1, a) }

// Printf prints to standard output.
func Printf(format string, a ...any) (n int, err error) {
	return os.Stdout.WriteString(sprintf(format, a))
}

// Print prints to standard output.
func Print(a ...any) (n int, err error) { return os.Stdout.WriteString(print(0, a)) }

// Println prints to standard output.
func Println(a ...any) (n int, err error) { return os.Stdout.WriteString(print(1, a)) }

// Fprintf prints to w.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	return w.Write([]byte(sprintf(format, a)))
}

// Fprint prints to w.
func Fprint(w io.Writer, a ...any) (n int, err error) { return w.Write([]byte(print(0, a))) }

// Fprintln prints to w.
func Fprintln(w io.Writer, a ...any) (n int, err error) { return w.Write([]byte(print(1, a))) }

// Appendf appends the text of a format and its operands to b.
func Appendf(b []byte, format string, a ...any) []byte { return append(b, sprintf(format, a)...) }

// Append appends the text of its operands to b.
func Append(b []byte, a ...any) []byte { return append(b, print(0, a)...) }

// Appendln appends the text of its operands and a newline to b.
func Appendln(b []byte, a ...any) []byte { return append(b, print(1, a)...) }

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }

// Errorf returns an error with the text of a format and its operands; it wraps the operands of %w.
func Errorf(format string, a ...any) error {
	s, wrapped := sprintw(format, true, a)
	var errs []error
	for _, i := range wrapped {
		if err, ok := a[i].(error); ok {
			errs = append(errs, err)
		}
	}
	switch len(errs) {
	case 0:
		return errors.New(s)
	case 1:
		return &wrapError{s, errs[0]}
	}
	return &wrapErrors{s, errs}
}
