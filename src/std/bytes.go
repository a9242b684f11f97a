// Package bytes works on byte slices as package strings does on strings.
package bytes

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// Equal reports whether a and b are equal.
func Equal(a, b []byte) bool { return string(a) == string(b) }

// Compare returns -1, 0 or 1.
func Compare(a, b []byte) int { return strings.Compare(string(a), string(b)) }

// Index returns where sep first is in s, or -1.
func Index(s, sep []byte) int { return strings.Index(string(s), string(sep)) }

// LastIndex returns where sep last is in s, or -1.
func LastIndex(s, sep []byte) int { return strings.LastIndex(string(s), string(sep)) }

// IndexByte returns where c first is in b, or -1.
func IndexByte(b []byte, c byte) int { return strings.IndexByte(string(b), c) }

// IndexRune returns where r first is in s, or -1.
func IndexRune(s []byte, r rune) int { return strings.IndexRune(string(s), r) }

// IndexAny returns where any rune of chars first is in s, or -1.
func IndexAny(s []byte, chars string) int { return strings.IndexAny(string(s), chars) }

// IndexFunc returns where f is first true for a rune of s, or -1.
func IndexFunc(s []byte, f func(r rune) bool) int { return strings.IndexFunc(string(s), f) }

// Contains reports whether sub is in b.
func Contains(b, sub []byte) bool { return Index(b, sub) >= 0 }

// ContainsRune reports whether r is in b.
func ContainsRune(b []byte, r rune) bool { return IndexRune(b, r) >= 0 }

// Count counts sep in s.
func Count(s, sep []byte) int { return strings.Count(string(s), string(sep)) }

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix []byte) bool { return strings.HasPrefix(string(s), string(prefix)) }

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix []byte) bool { return strings.HasSuffix(string(s), string(suffix)) }

// TrimSpace returns s without white space at its ends.
func TrimSpace(s []byte) []byte { return part(s, strings.TrimSpace(string(s)), true) }

// part returns the part of s that holds t, which trimming left; what was cut in front is found by length.
func part(s []byte, t string, front bool) []byte {
	if t == "" {
		return nil
	}
	i := 0
	if front {
		i = strings.Index(string(s), t)
	}
	return s[i : i+len(t)]
}

// Trim returns s without runes of cutset at its ends.
func Trim(s []byte, cutset string) []byte { return part(s, strings.Trim(string(s), cutset), true) }

// TrimLeft returns s without leading runes of cutset.
func TrimLeft(s []byte, cutset string) []byte {
	return s[len(s)-len(strings.TrimLeft(string(s), cutset)):]
}

// TrimRight returns s without trailing runes of cutset.
func TrimRight(s []byte, cutset string) []byte { return s[:len(strings.TrimRight(string(s), cutset))] }

// TrimPrefix returns s without prefix.
func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

// TrimSuffix returns s without suffix.
func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

func slices(s []byte, parts []string, sep int) [][]byte {
	out := make([][]byte, len(parts))
	at := 0
	for i, p := range parts {
		out[i] = s[at : at+len(p) : at+len(p)]
		at += len(p) + sep
	}
	return out
}

// Split returns the parts of s between seps.
func Split(s, sep []byte) [][]byte {
	return slices(s, strings.Split(string(s), string(sep)), len(sep))
}

// Fields returns the parts of s between white space.
func Fields(s []byte) [][]byte {
	parts := strings.Fields(string(s))
	out := make([][]byte, len(parts))
	at := 0
	for i, p := range parts {
		at += strings.Index(string(s[at:]), p)
		out[i] = s[at : at+len(p) : at+len(p)]
		at += len(p)
	}
	return out
}

// Join returns the elements with sep between them.
func Join(s [][]byte, sep []byte) []byte {
	b := []byte{}
	for i, v := range s {
		if i > 0 {
			b = append(b, sep...)
		}
		b = append(b, v...)
	}
	return b
}

// Repeat returns count copies of b.
func Repeat(b []byte, count int) []byte {
	if count < 0 {
		panic("bytes: negative Repeat count")
	}
	return []byte(strings.Repeat(string(b), count))
}

// Replace returns s with the first n olds replaced; all if n < 0.
func Replace(s, old, new []byte, n int) []byte {
	return []byte(strings.Replace(string(s), string(old), string(new), n))
}

// ReplaceAll returns s with all olds replaced.
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }

// ToUpper returns s in upper case.
func ToUpper(s []byte) []byte { return []byte(strings.ToUpper(string(s))) }

// ToLower returns s in lower case.
func ToLower(s []byte) []byte { return []byte(strings.ToLower(string(s))) }

// Map returns s with each rune mapped; negative results are left out.
func Map(mapping func(r rune) rune, s []byte) []byte { return []byte(strings.Map(mapping, string(s))) }

// EqualFold reports whether s and t are equal but for case.
func EqualFold(s, t []byte) bool { return strings.EqualFold(string(s), string(t)) }

// Clone returns a copy of b.
func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

// Cut returns what is before and after the first sep.
func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

// Runes returns the runes of s.
func Runes(s []byte) []rune { return []rune(string(s)) }

// MinRead is the least room that ReadFrom reads into.
const MinRead = 512

// ErrTooLarge says that a buffer cannot grow.
var ErrTooLarge = errors.New("bytes.Buffer: too large")

// A Buffer is written at its end and read at its beginning.
type Buffer struct {
	buf      []byte
	off      int
	lastSize int // of the rune or byte read last, 0 if it cannot be taken back
}

// NewBuffer returns a buffer that holds buf.
func NewBuffer(buf []byte) *Buffer { return &Buffer{buf: buf} }

// NewBufferString returns a buffer that holds s.
func NewBufferString(s string) *Buffer { return &Buffer{buf: []byte(s)} }

// Bytes returns what is not yet read.
func (b *Buffer) Bytes() []byte { return b.buf[b.off:] }

// String returns what is not yet read.
func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf[b.off:])
}

// Len returns the number of bytes not yet read.
func (b *Buffer) Len() int { return len(b.buf) - b.off }

// Cap returns the number of bytes there is room for.
func (b *Buffer) Cap() int { return cap(b.buf) }

// Reset empties b.
func (b *Buffer) Reset() {
	b.buf = b.buf[:0]
	b.off, b.lastSize = 0, 0
}

// Truncate keeps the first n bytes that are not yet read.
func (b *Buffer) Truncate(n int) {
	if n < 0 || n > b.Len() {
		panic("bytes.Buffer: truncation out of range")
	}
	b.lastSize = 0
	b.buf = b.buf[:b.off+n]
}

// Grow makes room for n more bytes.
func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	if cap(b.buf)-len(b.buf) < n {
		buf := make([]byte, b.Len(), 2*cap(b.buf)+n)
		copy(buf, b.buf[b.off:])
		b.buf, b.off = buf, 0
	}
}

// Write appends p.
func (b *Buffer) Write(p []byte) (n int, err error) {
	b.lastSize = 0
	b.buf = append(b.buf, p...)
	return len(p), nil
}

// WriteString appends s.
func (b *Buffer) WriteString(s string) (n int, err error) {
	b.lastSize = 0
	b.buf = append(b.buf, s...)
	return len(s), nil
}

// WriteByte appends c.
func (b *Buffer) WriteByte(c byte) error {
	b.lastSize = 0
	b.buf = append(b.buf, c)
	return nil
}

// WriteRune appends r.
func (b *Buffer) WriteRune(r rune) (n int, err error) {
	b.lastSize = 0
	n = len(b.buf)
	b.buf = utf8.AppendRune(b.buf, r)
	return len(b.buf) - n, nil
}

// Read reads into p.
func (b *Buffer) Read(p []byte) (n int, err error) {
	b.lastSize = 0
	if b.off >= len(b.buf) {
		b.Reset()
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	n = copy(p, b.buf[b.off:])
	b.off += n
	return n, nil
}

// Next returns the next n bytes.
func (b *Buffer) Next(n int) []byte {
	b.lastSize = 0
	n = min(n, b.Len())
	data := b.buf[b.off : b.off+n]
	b.off += n
	return data
}

// ReadByte reads a byte.
func (b *Buffer) ReadByte() (byte, error) {
	if b.off >= len(b.buf) {
		b.Reset()
		return 0, io.EOF
	}
	c := b.buf[b.off]
	b.off++
	b.lastSize = 1
	return c, nil
}

// UnreadByte takes the last byte back.
func (b *Buffer) UnreadByte() error {
	if b.lastSize == 0 {
		return errors.New("bytes.Buffer: UnreadByte: previous operation was not a successful read")
	}
	b.lastSize = 0
	b.off--
	return nil
}

// ReadRune reads a rune.
func (b *Buffer) ReadRune() (r rune, size int, err error) {
	if b.off >= len(b.buf) {
		b.Reset()
		return 0, 0, io.EOF
	}
	r, size = utf8.DecodeRune(b.buf[b.off:])
	b.off += size
	b.lastSize = size
	return r, size, nil
}

// UnreadRune takes the last rune back.
func (b *Buffer) UnreadRune() error {
	if b.lastSize == 0 {
		return errors.New("bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune")
	}
	b.off -= b.lastSize
	b.lastSize = 0
	return nil
}

// ReadBytes reads to the first delim and with it.
func (b *Buffer) ReadBytes(delim byte) (line []byte, err error) {
	i := IndexByte(b.buf[b.off:], delim)
	end := b.off + i + 1
	if i < 0 {
		end = len(b.buf)
		err = io.EOF
	}
	line = append(line, b.buf[b.off:end]...)
	b.off = end
	b.lastSize = 0
	return line, err
}

// ReadString reads to the first delim and with it.
func (b *Buffer) ReadString(delim byte) (line string, err error) {
	bytes, err := b.ReadBytes(delim)
	return string(bytes), err
}

// ReadFrom appends all of r.
func (b *Buffer) ReadFrom(r io.Reader) (n int64, err error) {
	data, err := io.ReadAll(r)
	b.Write(data)
	return int64(len(data)), err
}

// WriteTo writes all to w.
func (b *Buffer) WriteTo(w io.Writer) (n int64, err error) {
	m, err := w.Write(b.buf[b.off:])
	b.off += m
	return int64(m), err
}

// A Reader reads a byte slice.
type Reader struct {
	s []byte
	i int64
}

// NewReader returns a reader of b.
func NewReader(b []byte) *Reader { return &Reader{b, 0} }

// Len returns the number of bytes not yet read.
func (r *Reader) Len() int { return len(r.s) - int(r.i) }

// Read reads into b.
func (r *Reader) Read(b []byte) (n int, err error) {
	if r.i >= int64(len(r.s)) {
		return 0, io.EOF
	}
	n = copy(b, r.s[r.i:])
	r.i += int64(n)
	return
}

// ReadByte reads a byte.
func (r *Reader) ReadByte() (byte, error) {
	if r.i >= int64(len(r.s)) {
		return 0, io.EOF
	}
	b := r.s[r.i]
	r.i++
	return b, nil
}
