// Package strconv turns values into text and back.
package strconv

import "errors"

// IntSize is the size of an int in bits.
const IntSize = 64

// ErrRange says that a value is out of range for its type.
var ErrRange = errors.New("value out of range")

// ErrSyntax says that a text is not of the right form.
var ErrSyntax = errors.New("invalid syntax")

// A NumError says which conversion of which text failed.
type NumError struct {
	Func string
	Num  string
	Err  error
}

// Error returns the text.
func (e *NumError) Error() string {
	return "strconv." + e.Func + ": " + "parsing " + Quote(e.Num) + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *NumError) Unwrap() error { return e.Err }

// What a native says of a text.
const (
	okay = iota
	syntax
	outOfRange
)

func numError(code int, fn, s string) error {
	switch code {
	case okay:
		return nil
	case outOfRange:
		return &NumError{fn, s, ErrRange}
	}
	return &NumError{fn, s, ErrSyntax}
}

func parseUint(s string, base, bitSize int) (n uint64, code int)
func parseInt(s string, base, bitSize int) (n int64, code int)
func parseFloat(s string, bitSize int) (f float64, code int)

// Itoa returns i in decimal.
func Itoa(i int) string

// FormatInt returns i in the base, 2 to 36.
func FormatInt(i int64, base int) string {
	if base < 2 || base > 36 {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
	return formatInt(i, base)
}

// FormatUint returns i in the base, 2 to 36.
func FormatUint(i uint64, base int) string {
	if base < 2 || base > 36 {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
	return formatUint(i, base)
}

func formatInt(i int64, base int) string
func formatUint(i uint64, base int) string

// FormatFloat returns f by a format such as 'g', with the precision, or the shortest text if it is -1.
func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	if bitSize != 32 && bitSize != 64 {
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
	return formatFloat(f, fmt, prec, bitSize)
}

func formatFloat(f float64, fmt byte, prec, bitSize int) string

// FormatBool returns "true" or "false".
func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func checkBase(fn, s string, base, bitSize int) error {
	if base != 0 && (base < 2 || base > 36) {
		return &NumError{fn, s, errors.New("invalid base " + Itoa(base))}
	}
	if bitSize < 0 || bitSize > 64 {
		return &NumError{fn, s, errors.New("invalid bit size " + Itoa(bitSize))}
	}
	return nil
}

// Atoi reads a decimal int.
func Atoi(s string) (int, error) {
	n, code := parseInt(s, 10, 0)
	return int(n), numError(code, "Atoi", s)
}

// ParseInt reads an integer in the base; 0 means by its prefix.
func ParseInt(s string, base int, bitSize int) (i int64, err error) {
	if s != "" {
		if err := checkBase("ParseInt", s, base, bitSize); err != nil {
			return 0, err
		}
	}
	i, code := parseInt(s, base, bitSize)
	return i, numError(code, "ParseInt", s)
}

// ParseUint reads an integer without sign in the base; 0 means by its prefix.
func ParseUint(s string, base int, bitSize int) (uint64, error) {
	if s != "" {
		if err := checkBase("ParseUint", s, base, bitSize); err != nil {
			return 0, err
		}
	}
	n, code := parseUint(s, base, bitSize)
	return n, numError(code, "ParseUint", s)
}

// ParseFloat reads a floating-point number.
func ParseFloat(s string, bitSize int) (float64, error) {
	f, code := parseFloat(s, bitSize)
	return f, numError(code, "ParseFloat", s)
}

// ParseBool reads a truth value.
func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, &NumError{"ParseBool", str, ErrSyntax}
}

func quoteWith(s string, quote byte, ascii, graphic bool) string

// Quote returns s as a Go string literal.
func Quote(s string) string { return quoteWith(s, '"', false, false) }

// QuoteToASCII returns s as a Go string literal in ASCII.
func QuoteToASCII(s string) string { return quoteWith(s, '"', true, false) }

// QuoteToGraphic returns s as a Go string literal that keeps graphic runes.
func QuoteToGraphic(s string) string { return quoteWith(s, '"', false, true) }

// QuoteRune returns r as a Go rune literal.
func QuoteRune(r rune) string { return quoteWith(string(r), '\'', false, false) }

// QuoteRuneToASCII returns r as a Go rune literal in ASCII.
func QuoteRuneToASCII(r rune) string { return quoteWith(string(r), '\'', true, false) }

// CanBackquote reports whether s can be a raw string literal of one line.
func CanBackquote(s string) bool {
	for i, r := range s {
		if r == '\uFFFD' && s[i] != 0xEF || r == '\uFEFF' || r < ' ' && r != '\t' || r == '`' || r == '\u007F' {
			return false
		}
	}
	return true
}

func unquote(s string) (t string, ok bool)

// Unquote reads a Go string or rune literal.
func Unquote(s string) (string, error) {
	t, ok := unquote(s)
	if !ok {
		return "", ErrSyntax
	}
	return t, nil
}

// IsPrint reports whether Go prints r as it is.
func IsPrint(r rune) bool

// AppendInt appends i in the base.
func AppendInt(dst []byte, i int64, base int) []byte { return append(dst, FormatInt(i, base)...) }

// AppendUint appends i in the base.
func AppendUint(dst []byte, i uint64, base int) []byte { return append(dst, FormatUint(i, base)...) }

// AppendFloat appends f by a format.
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	return append(dst, FormatFloat(f, fmt, prec, bitSize)...)
}

// AppendBool appends "true" or "false".
func AppendBool(dst []byte, b bool) []byte { return append(dst, FormatBool(b)...) }

// AppendQuote appends s as a Go string literal.
func AppendQuote(dst []byte, s string) []byte { return append(dst, Quote(s)...) }

// AppendQuoteRune appends r as a Go rune literal.
func AppendQuoteRune(dst []byte, r rune) []byte { return append(dst, QuoteRune(r)...) }
