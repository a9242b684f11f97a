package fmt

import (
	"errors"
	"io"
	"os"
)

// These are the functions of package strconv, which would take as long to load as all else that a small program needs.
func parseInt(s string, base, bitSize int) (n int64, code int)
func parseUint(s string, base, bitSize int) (n uint64, code int)
func parseFloat(s string, bitSize int) (f float64, code int)
func unquote(s string) (t string, ok bool)

func numError(fn, s string, code int) error {
	if code == 2 {
		return errors.New("strconv." + fn + ": parsing " + sprintf("%q", []any{s}) + ": value out of range")
	}
	return errors.New("strconv." + fn + ": parsing " + sprintf("%q", []any{s}) + ": invalid syntax")
}

// A textReader reads the runes of a string.
type textReader struct {
	runes []rune
	at    int
}

func (r *textReader) Read(p []byte) (int, error) { return 0, io.EOF }

func (r *textReader) ReadRune() (rune, int, error) {
	if r.at >= len(r.runes) {
		return 0, 0, io.EOF
	}
	r.at++
	return r.runes[r.at-1], 1, nil
}

func (r *textReader) UnreadRune() error {
	r.at--
	return nil
}

func contains(s string, r rune) bool {
	for _, c := range s {
		if c == r {
			return true
		}
	}
	return false
}

func without(s string, drop rune) string {
	var b []rune
	for _, c := range s {
		if c != drop {
			b = append(b, c)
		}
	}
	return string(b)
}

// readRune reads runes from a reader that only has Read, a byte at a time.
type readRune struct {
	reader  io.Reader
	last    rune
	size    int
	unread  bool
	pending []byte
}

func (r *readRune) byte() (byte, error) {
	var b [1]byte
	for {
		n, err := r.reader.Read(b[:])
		if n == 1 {
			return b[0], nil
		}
		if err != nil {
			return 0, err
		}
	}
}

func (r *readRune) ReadRune() (rune, int, error) {
	if r.unread {
		r.unread = false
		return r.last, r.size, nil
	}
	for len(r.pending) < need(r.pending) {
		b, err := r.byte()
		if err != nil {
			if len(r.pending) == 0 {
				return 0, 0, err
			}
			break
		}
		r.pending = append(r.pending, b)
	}
	text := string(r.pending)
	for i, c := range text {
		if i > 0 {
			r.size = i
			break
		}
		r.last, r.size = c, len(text)
	}
	r.pending = r.pending[r.size:]
	return r.last, r.size, nil
}

// need is how many bytes the first rune has, by its first byte.
func need(b []byte) int {
	switch {
	case len(b) == 0 || b[0] < 0xC2:
		return 1
	case b[0] < 0xE0:
		return 2
	case b[0] < 0xF0:
		return 3
	case b[0] < 0xF5:
		return 4
	}
	return 1
}

func (r *readRune) UnreadRune() error {
	r.unread = true
	return nil
}

const eof = -1

// A scanner reads operands. Errors travel as panics of type scanError up to the functions that start one.
type scanner struct {
	rs        io.RuneScanner
	nlIsSpace bool
	nlIsEnd   bool
	maxWid    int
}

type scanError struct{ err error }

func newScanner(r io.Reader, nlIsSpace, nlIsEnd bool) *scanner {
	rs, ok := r.(io.RuneScanner)
	if !ok {
		rs = &readRune{reader: r}
	}
	return &scanner{rs: rs, nlIsSpace: nlIsSpace, nlIsEnd: nlIsEnd, maxWid: 1 << 30}
}

func (s *scanner) fail(text string) { panic(scanError{errors.New(text)}) }

func (s *scanner) read() rune {
	r, _, err := s.rs.ReadRune()
	if err != nil {
		if err == io.EOF {
			return eof
		}
		panic(scanError{err})
	}
	return r
}

func (s *scanner) unread(r rune) {
	if r != eof {
		s.rs.UnreadRune()
	}
}

func (s *scanner) peek() rune {
	r := s.read()
	s.unread(r)
	return r
}

func isSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0xA0 || r == 0x1680 || 0x2000 <= r && r <= 0x200a || r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000
}

// skipSpace skips white space before an operand.
func (s *scanner) skipSpace() {
	for {
		r := s.read()
		if r == '\r' && s.peek() == '\n' {
			continue
		}
		if r == '\n' {
			if s.nlIsSpace {
				continue
			}
			s.fail("unexpected newline")
		}
		if r == eof || !isSpace(r) {
			s.unread(r)
			return
		}
	}
}

func (s *scanner) token() string {
	var b []rune
	for n := 0; n < s.maxWid; n++ {
		r := s.read()
		if r == eof || isSpace(r) {
			s.unread(r)
			break
		}
		b = append(b, r)
	}
	return string(b)
}

func (s *scanner) some(accept string) string {
	var b []rune
	for n := 0; n < s.maxWid; n++ {
		r := s.read()
		if r == eof || !contains(accept, r) {
			s.unread(r)
			break
		}
		b = append(b, r)
	}
	return string(b)
}

func (s *scanner) notEOF() {
	if s.peek() == eof {
		panic(scanError{io.ErrUnexpectedEOF})
	}
}

const digits = "0123456789_"

func (s *scanner) base(verb rune) (int, string) {
	switch verb {
	case 'b':
		return 2, "01_"
	case 'o':
		return 8, "01234567_"
	case 'x', 'X', 'U':
		return 16, "0123456789aAbBcCdDeEfF_"
	}
	return 10, digits
}

func (s *scanner) integer(verb rune, sign bool) (string, int) {
	s.skipSpace()
	s.notEOF()
	base, accept := s.base(verb)
	text := ""
	if sign {
		if r := s.read(); r == '+' || r == '-' {
			text = string(r)
		} else {
			s.unread(r)
		}
	}
	if verb == 'v' && s.peek() == '0' {
		s.read()
		switch r := s.read(); r {
		case 'b', 'B':
			base, accept = 2, "01_"
		case 'o', 'O':
			base, accept = 8, "01234567_"
		case 'x', 'X':
			base, accept = 16, "0123456789aAbBcCdDeEfF_"
		default:
			s.unread(r)
			base, accept = 8, "01234567_"
			text += "0"
		}
	}
	digits := s.some(accept)
	if text == "" && digits == "" || (text == "+" || text == "-") && digits == "" {
		s.fail("expected integer")
	}
	return without(text+digits, '_'), base
}

func (s *scanner) signed(verb rune, bits int) int64 {
	if verb == 'c' {
		return int64(s.read())
	}
	text, base := s.integer(verb, true)
	n, code := parseInt(text, base, 64)
	if code != 0 {
		panic(scanError{numError("ParseInt", text, code)})
	}
	if x := n << (64 - uint(bits)) >> (64 - uint(bits)); x != n {
		s.fail("integer overflow on token " + text)
	}
	return n
}

func (s *scanner) unsigned(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.read())
	}
	text, base := s.integer(verb, false)
	n, code := parseUint(text, base, 64)
	if code != 0 {
		panic(scanError{numError("ParseUint", text, code)})
	}
	if x := n << (64 - uint(bits)) >> (64 - uint(bits)); x != n {
		s.fail("unsigned integer overflow on token " + text)
	}
	return n
}

func (s *scanner) float(bits int) float64 {
	s.skipSpace()
	s.notEOF()
	text := s.some("+-0123456789_.eEpPxXaAbBcCdDfFnNiIyYtT")
	f, code := parseFloat(text, bits)
	if code != 0 {
		panic(scanError{numError("ParseFloat", text, code)})
	}
	return f
}

func (s *scanner) boolean() bool {
	s.skipSpace()
	s.notEOF()
	text := s.some("trueTRUEfalseFALSE01")
	switch text {
	case "1", "t", "T", "true", "TRUE", "True":
		return true
	case "0", "f", "F", "false", "FALSE", "False":
		return false
	}
	s.fail("syntax error scanning boolean")
	return false
}

func (s *scanner) text(verb rune) string {
	s.skipSpace()
	s.notEOF()
	if verb == 'q' {
		quote := s.read()
		text := string(quote)
		for {
			r := s.read()
			if r == eof {
				panic(scanError{io.ErrUnexpectedEOF})
			}
			text += string(r)
			if r == '\\' && quote == '"' {
				text += string(s.read())
			} else if r == quote {
				break
			}
		}
		result, ok := unquote(text)
		if !ok {
			s.fail("invalid syntax")
		}
		return result
	}
	return s.token()
}

// one scans an operand into a pointer.
func (s *scanner) one(verb rune, arg any) {
	switch p := arg.(type) {
	case *bool:
		*p = s.boolean()
	case *int:
		*p = int(s.signed(verb, 64))
	case *int8:
		*p = int8(s.signed(verb, 8))
	case *int16:
		*p = int16(s.signed(verb, 16))
	case *int32:
		*p = int32(s.signed(verb, 32))
	case *int64:
		*p = s.signed(verb, 64)
	case *uint:
		*p = uint(s.unsigned(verb, 64))
	case *uint8:
		*p = uint8(s.unsigned(verb, 8))
	case *uint16:
		*p = uint16(s.unsigned(verb, 16))
	case *uint32:
		*p = uint32(s.unsigned(verb, 32))
	case *uint64:
		*p = s.unsigned(verb, 64)
	case *uintptr:
		*p = uintptr(s.unsigned(verb, 64))
	case *float32:
		*p = float32(s.float(32))
	case *float64:
		*p = s.float(64)
	case *string:
		*p = s.text(verb)
	case *[]byte:
		*p = []byte(s.text(verb))
	default:
		s.fail("can't scan type: " + Sprintf("%T", arg))
	}
}

func recoverScan(err *error) {
	switch e := recover().(type) {
	case nil:
	case scanError:
		*err = e.err
	default:
		panic(e)
	}
}

func (s *scanner) scan(args []any) (n int, err error) {
	defer recoverScan(&err)
	for _, arg := range args {
		if s.operandAtEOF() {
			return n, io.EOF
		}
		s.one('v', arg)
		n++
	}
	if s.nlIsEnd {
		for {
			r := s.read()
			if r == '\n' || r == eof {
				break
			}
			if !isSpace(r) {
				s.fail("expected newline")
			}
		}
	}
	return n, nil
}

// operandAtEOF reports whether there is only space before the end of the input.
func (s *scanner) operandAtEOF() bool {
	s.skipSpace()
	return s.peek() == eof
}

func (s *scanner) scanf(format string, args []any) (n int, err error) {
	defer recoverScan(&err)
	runes := []rune(format)
	for i := 0; i < len(runes); {
		c := runes[i]
		if c != '%' || i+1 < len(runes) && runes[i+1] == '%' {
			if c == '%' {
				i++
				s.spaces()
			}
			i = s.literal(runes, i)
			continue
		}
		i++
		s.maxWid = 1 << 30
		width := 0
		for i < len(runes) && '0' <= runes[i] && runes[i] <= '9' {
			width = width*10 + int(runes[i]-'0')
			i++
		}
		if i >= len(runes) {
			s.fail("too few operands for format '%'")
		}
		verb := runes[i]
		i++
		if width > 0 {
			s.maxWid = width
		}
		if verb != 'c' {
			s.spaces()
		}
		if n >= len(args) {
			s.fail("too few operands for format '%" + string(verb) + "'")
		}
		if s.peek() == eof {
			panic(scanError{io.ErrUnexpectedEOF})
		}
		s.one(verb, args[n])
		n++
	}
	if n < len(args) {
		s.fail("too many operands")
	}
	return n, nil
}

// spaces skips blanks but no newlines.
func (s *scanner) spaces() {
	for {
		r := s.read()
		if r == eof || r == '\n' || !isSpace(r) {
			s.unread(r)
			return
		}
	}
}

// literal matches a rune of the format, or a run of white space, and returns what follows.
func (s *scanner) literal(format []rune, i int) int {
	c := format[i]
	if !isSpace(c) {
		if r := s.read(); r != c {
			s.unread(r)
			if r == eof {
				panic(scanError{io.ErrUnexpectedEOF})
			}
			s.fail("input does not match format")
		}
		return i + 1
	}
	newline := false
	for i < len(format) && isSpace(format[i]) {
		newline = newline || format[i] == '\n'
		i++
	}
	s.spaces()
	if newline {
		if r := s.read(); r != '\n' && r != eof {
			s.fail("newline in format does not match input")
		}
		s.spaces()
	}
	return i
}

// Sscan reads operands from str, separated by white space.
func Sscan(str string, a ...any) (n int, err error) { return Fscan(&textReader{runes: []rune(str)}, a...) }

// Sscanln is Sscan that stops at a newline.
func Sscanln(str string, a ...any) (n int, err error) {
	return Fscanln(&textReader{runes: []rune(str)}, a...)
}

// Sscanf reads operands from str by a format.
func Sscanf(str string, format string, a ...any) (n int, err error) {
	return Fscanf(&textReader{runes: []rune(str)}, format, a...)
}

// Fscan reads operands from r, separated by white space.
func Fscan(r io.Reader, a ...any) (n int, err error) { return newScanner(r, true, false).scan(a) }

// Fscanln is Fscan that stops at a newline.
func Fscanln(r io.Reader, a ...any) (n int, err error) { return newScanner(r, false, true).scan(a) }

// Fscanf reads operands from r by a format.
func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	return newScanner(r, false, false).scanf(format, a)
}

// Scan reads operands from standard input, separated by white space.
func Scan(a ...any) (n int, err error) { return Fscan(os.Stdin, a...) }

// Scanln is Scan that stops at a newline.
func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

// Scanf reads operands from standard input by a format.
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }
