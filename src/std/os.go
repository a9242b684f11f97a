// Package os is the little of an operating system that a VM grants: arguments, standard streams, exit.
package os

import (
	"errors"
	"io"
)

// Args holds the program's name and its arguments.
var Args []string = args()

func args() []string

// Exit ends the program at once; deferred calls do not run.
func Exit(code int)

// ErrNotExist says that a file does not exist.
var ErrNotExist = errors.New("file does not exist")

// ErrExist says that a file exists already.
var ErrExist = errors.New("file already exists")

// ErrPermission says that something is not allowed.
var ErrPermission = errors.New("permission denied")

// ErrInvalid says that an argument is not valid.
var ErrInvalid = errors.New("invalid argument")

// ErrClosed says that a file is closed.
var ErrClosed = errors.New("file already closed")

// A File is one of the standard streams.
type File struct {
	fd   int
	name string
}

// The standard streams of the VM.
var (
	Stdin  = &File{0, "/dev/stdin"}
	Stdout = &File{1, "/dev/stdout"}
	Stderr = &File{2, "/dev/stderr"}
)

// write writes b and returns an empty text, or what went wrong.
func write(fd int, b []byte) (n int, problem string)

func writeString(fd int, s string) (n int, problem string)

// read waits for input; n = 0 without problem is the end.
func read(fd int, b []byte) (n int, problem string)

// A PathError says which operation on which file failed.
type PathError struct {
	Op   string
	Path string
	Err  error
}

// Error returns the text.
func (e *PathError) Error() string { return e.Op + " " + e.Path + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *PathError) Unwrap() error { return e.Err }

func (f *File) problem(op, text string) error {
	if text == "" {
		return nil
	}
	return &PathError{op, f.name, errors.New(text)}
}

// Write writes b.
func (f *File) Write(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	n, problem := write(f.fd, b)
	return n, f.problem("write", problem)
}

// WriteString writes s.
func (f *File) WriteString(s string) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	n, problem := writeString(f.fd, s)
	return n, f.problem("write", problem)
}

// Read reads into b.
func (f *File) Read(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if len(b) == 0 {
		return 0, nil
	}
	n, problem := read(f.fd, b)
	if n == 0 && problem == "" {
		return 0, io.EOF
	}
	return n, f.problem("read", problem)
}

// Close does nothing: the streams belong to the host.
func (f *File) Close() error { return nil }

// Sync does nothing.
func (f *File) Sync() error { return nil }

// Fd returns the stream's number.
func (f *File) Fd() uintptr { return uintptr(f.fd) }

// Name returns the stream's name.
func (f *File) Name() string { return f.name }

// Getenv returns an empty text: a VM has no environment.
func Getenv(key string) string { return "" }

// LookupEnv finds nothing: a VM has no environment.
func LookupEnv(key string) (string, bool) { return "", false }

// Environ returns nothing: a VM has no environment.
func Environ() []string { return nil }

// Getpid returns 1.
func Getpid() int { return 1 }
