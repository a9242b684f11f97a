// Package io has the basic interfaces of input and output.
package io

import "errors"

// EOF says that there is no more input.
var EOF = errors.New("EOF")

// ErrUnexpectedEOF says that input ended in the middle of something.
var ErrUnexpectedEOF = errors.New("unexpected EOF")

// ErrShortWrite says that a write took less than it was given and returned no error.
var ErrShortWrite = errors.New("short write")

// ErrShortBuffer says that a buffer was too small.
var ErrShortBuffer = errors.New("short buffer")

// ErrNoProgress says that many reads gave neither data nor error.
var ErrNoProgress = errors.New("multiple Read calls return no data or error")

// ErrClosedPipe says that a pipe was closed.
var ErrClosedPipe = errors.New("io: read/write on closed pipe")

// A Reader reads into p.
type Reader interface {
	Read(p []byte) (n int, err error)
}

// A Writer writes p.
type Writer interface {
	Write(p []byte) (n int, err error)
}

// A Closer closes.
type Closer interface {
	Close() error
}

// A ReadWriter reads and writes.
type ReadWriter interface {
	Reader
	Writer
}

// A ReadCloser reads and closes.
type ReadCloser interface {
	Reader
	Closer
}

// A WriteCloser writes and closes.
type WriteCloser interface {
	Writer
	Closer
}

// A StringWriter writes strings.
type StringWriter interface {
	WriteString(s string) (n int, err error)
}

// A ByteReader reads a byte.
type ByteReader interface {
	ReadByte() (byte, error)
}

// A ByteScanner reads a byte and can take it back.
type ByteScanner interface {
	ByteReader
	UnreadByte() error
}

// A ByteWriter writes a byte.
type ByteWriter interface {
	WriteByte(c byte) error
}

// A RuneReader reads a rune.
type RuneReader interface {
	ReadRune() (r rune, size int, err error)
}

// A RuneScanner reads a rune and can take it back.
type RuneScanner interface {
	RuneReader
	UnreadRune() error
}

// WriteString writes s to w.
func WriteString(w Writer, s string) (n int, err error) {
	if sw, ok := w.(StringWriter); ok {
		return sw.WriteString(s)
	}
	return w.Write([]byte(s))
}

// ReadAll reads r to its end.
func ReadAll(r Reader) ([]byte, error) {
	b := make([]byte, 0, 512)
	for {
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err != nil {
			if err == EOF {
				err = nil
			}
			return b, err
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}

// ReadAtLeast reads at least min bytes into buf.
func ReadAtLeast(r Reader, buf []byte, min int) (n int, err error) {
	if len(buf) < min {
		return 0, ErrShortBuffer
	}
	for n < min && err == nil {
		var m int
		m, err = r.Read(buf[n:])
		n += m
	}
	if n >= min {
		err = nil
	} else if n > 0 && err == EOF {
		err = ErrUnexpectedEOF
	}
	return
}

// ReadFull fills buf.
func ReadFull(r Reader, buf []byte) (n int, err error) { return ReadAtLeast(r, buf, len(buf)) }

// Copy copies src to dst until it ends.
func Copy(dst Writer, src Reader) (written int64, err error) {
	buf := make([]byte, 32*1024)
	for {
		nr, er := src.Read(buf)
		if nr > 0 {
			nw, ew := dst.Write(buf[:nr])
			written += int64(nw)
			if ew != nil {
				return written, ew
			}
			if nr != nw {
				return written, ErrShortWrite
			}
		}
		if er != nil {
			if er != EOF {
				err = er
			}
			return written, err
		}
	}
}

// LimitReader returns a reader of at most n bytes of r.
func LimitReader(r Reader, n int64) Reader { return &LimitedReader{r, n} }

// A LimitedReader reads at most N more bytes of R.
type LimitedReader struct {
	R Reader
	N int64
}

// Read reads into p.
func (l *LimitedReader) Read(p []byte) (n int, err error) {
	if l.N <= 0 {
		return 0, EOF
	}
	if int64(len(p)) > l.N {
		p = p[:l.N]
	}
	n, err = l.R.Read(p)
	l.N -= int64(n)
	return
}

type discard struct{}

func (discard) Write(p []byte) (int, error)       { return len(p), nil }
func (discard) WriteString(s string) (int, error) { return len(s), nil }

// Discard is a writer that forgets everything.
var Discard Writer = discard{}

type multiWriter struct{ writers []Writer }

func (t *multiWriter) Write(p []byte) (n int, err error) {
	for _, w := range t.writers {
		n, err = w.Write(p)
		if err != nil {
			return
		}
		if n != len(p) {
			return n, ErrShortWrite
		}
	}
	return len(p), nil
}

// MultiWriter returns a writer that writes to all of them.
func MultiWriter(writers ...Writer) Writer {
	return &multiWriter{append([]Writer(nil), writers...)}
}

type teeReader struct {
	r Reader
	w Writer
}

func (t *teeReader) Read(p []byte) (n int, err error) {
	n, err = t.r.Read(p)
	if n > 0 {
		if n, err := t.w.Write(p[:n]); err != nil {
			return n, err
		}
	}
	return
}

// TeeReader returns a reader that writes to w what it reads from r.
func TeeReader(r Reader, w Writer) Reader { return &teeReader{r, w} }
