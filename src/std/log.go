// Package log writes lines with a time before them, from any number of goroutines.
package log

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// What stands before a message.
const (
	Ldate         = 1 << iota // the date: 2009/01/23
	Ltime                     // the time: 01:23:23
	Lmicroseconds             // the time with microseconds: 01:23:23.123123
	Llongfile                 // the caller's file and line
	Lshortfile                // the same without the file's directory; overrides Llongfile
	LUTC                      // date and time are UTC's
	Lmsgprefix                // the prefix stands before the message, not at the beginning of the line
	LstdFlags     = Ldate | Ltime
)

// A Logger writes lines to an io.Writer, one at a time.
type Logger struct {
	prefix atomic.Pointer[string]
	flag   atomic.Int32
	mu     sync.Mutex
	out    io.Writer
}

// New returns a logger that writes to out.
func New(out io.Writer, prefix string, flag int) *Logger {
	l := &Logger{out: out}
	l.SetPrefix(prefix)
	l.SetFlags(flag)
	return l
}

var std = New(os.Stderr, "", LstdFlags)

// Default returns the logger that the package's functions use.
func Default() *Logger { return std }

// Flags returns what stands before messages.
func (l *Logger) Flags() int { return int(l.flag.Load()) }

// SetFlags says what stands before messages.
func (l *Logger) SetFlags(flag int) { l.flag.Store(int32(flag)) }

// Prefix returns the prefix.
func (l *Logger) Prefix() string {
	if p := l.prefix.Load(); p != nil {
		return *p
	}
	return ""
}

// SetPrefix sets the prefix.
func (l *Logger) SetPrefix(prefix string) { l.prefix.Store(&prefix) }

// Writer returns where the logger writes to.
func (l *Logger) Writer() io.Writer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out
}

// SetOutput says where the logger writes to.
func (l *Logger) SetOutput(w io.Writer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.out = w
}

// Output writes a line; calldepth 1 is the caller of Output for Llongfile and Lshortfile.
func (l *Logger) Output(calldepth int, s string) error { return l.text(calldepth+1, s) }

func (l *Logger) text(calldepth int, s string) error {
	return l.output(calldepth+1, func(b []byte) []byte { return append(b, s...) })
}

func (l *Logger) output(calldepth int, message func([]byte) []byte) error {
	now := time.Now()
	flag := l.Flags()
	var file string
	var line int
	if flag&(Lshortfile|Llongfile) != 0 {
		var ok bool
		_, file, line, ok = runtime.Caller(calldepth)
		if !ok {
			file, line = "???", 0
		}
	}
	b := message(header(nil, now, l.Prefix(), flag, file, line))
	if len(b) == 0 || b[len(b)-1] != '\n' {
		b = append(b, '\n')
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err := l.out.Write(b)
	return err
}

func header(b []byte, t time.Time, prefix string, flag int, file string, line int) []byte {
	if flag&Lmsgprefix == 0 {
		b = append(b, prefix...)
	}
	if flag&LUTC != 0 {
		t = t.UTC()
	}
	if flag&Ldate != 0 {
		b = t.AppendFormat(b, "2006/01/02 ")
	}
	switch {
	case flag&Lmicroseconds != 0:
		b = t.AppendFormat(b, "15:04:05.000000 ")
	case flag&Ltime != 0:
		b = t.AppendFormat(b, "15:04:05 ")
	}
	if flag&(Lshortfile|Llongfile) != 0 {
		if flag&Lshortfile != 0 {
			file = base(file)
		}
		b = fmt.Appendf(b, "%s:%d: ", file, line)
	}
	if flag&Lmsgprefix != 0 {
		b = append(b, prefix...)
	}
	return b
}

func base(file string) string {
	for i := len(file) - 1; i > 0; i-- {
		if file[i] == '/' {
			return file[i+1:]
		}
	}
	return file
}

// The depth of the caller of a function that calls Logger.output.
const caller = 2

func (l *Logger) print(depth int, v []any) {
	l.output(depth+1, func(b []byte) []byte { return fmt.Append(b, v...) })
}

func (l *Logger) printf(depth int, format string, v []any) {
	l.output(depth+1, func(b []byte) []byte { return fmt.Appendf(b, format, v...) })
}

func (l *Logger) println(depth int, v []any) {
	l.output(depth+1, func(b []byte) []byte { return fmt.Appendln(b, v...) })
}

// Print writes a line as fmt.Print does.
func (l *Logger) Print(v ...any) { l.print(caller, v) }

// Printf writes a line as fmt.Printf does.
func (l *Logger) Printf(format string, v ...any) { l.printf(caller, format, v) }

// Println writes a line as fmt.Println does.
func (l *Logger) Println(v ...any) { l.println(caller, v) }

// Fatal writes a line as Print does and ends the program with exit code 1.
func (l *Logger) Fatal(v ...any) {
	l.print(caller, v)
	os.Exit(1)
}

// Fatalf writes a line as Printf does and ends the program with exit code 1.
func (l *Logger) Fatalf(format string, v ...any) {
	l.printf(caller, format, v)
	os.Exit(1)
}

// Fatalln writes a line as Println does and ends the program with exit code 1.
func (l *Logger) Fatalln(v ...any) {
	l.println(caller, v)
	os.Exit(1)
}

// Panic writes a line as Print does and panics with the message.
func (l *Logger) Panic(v ...any) { l.panic(caller, fmt.Sprint(v...)) }

// Panicf writes a line as Printf does and panics with the message.
func (l *Logger) Panicf(format string, v ...any) { l.panic(caller, fmt.Sprintf(format, v...)) }

// Panicln writes a line as Println does and panics with the message.
func (l *Logger) Panicln(v ...any) { l.panic(caller, fmt.Sprintln(v...)) }

func (l *Logger) panic(depth int, s string) {
	l.text(depth+1, s)
	panic(s)
}

// Flags returns what stands before the messages of the standard logger.
func Flags() int { return std.Flags() }

// SetFlags says what stands before the messages of the standard logger.
func SetFlags(flag int) { std.SetFlags(flag) }

// Prefix returns the prefix of the standard logger.
func Prefix() string { return std.Prefix() }

// SetPrefix sets the prefix of the standard logger.
func SetPrefix(prefix string) { std.SetPrefix(prefix) }

// Writer returns where the standard logger writes to.
func Writer() io.Writer { return std.Writer() }

// SetOutput says where the standard logger writes to.
func SetOutput(w io.Writer) { std.SetOutput(w) }

// Output writes a line with the standard logger; calldepth 1 is the caller of Output.
func Output(calldepth int, s string) error { return std.text(calldepth+1, s) }

// Print writes a line as fmt.Print does.
func Print(v ...any) { std.print(caller, v) }

// Printf writes a line as fmt.Printf does.
func Printf(format string, v ...any) { std.printf(caller, format, v) }

// Println writes a line as fmt.Println does.
func Println(v ...any) { std.println(caller, v) }

// Fatal writes a line as Print does and ends the program with exit code 1.
func Fatal(v ...any) {
	std.print(caller, v)
	os.Exit(1)
}

// Fatalf writes a line as Printf does and ends the program with exit code 1.
func Fatalf(format string, v ...any) {
	std.printf(caller, format, v)
	os.Exit(1)
}

// Fatalln writes a line as Println does and ends the program with exit code 1.
func Fatalln(v ...any) {
	std.println(caller, v)
	os.Exit(1)
}

// Panic writes a line as Print does and panics with the message.
func Panic(v ...any) { std.panic(caller, fmt.Sprint(v...)) }

// Panicf writes a line as Printf does and panics with the message.
func Panicf(format string, v ...any) { std.panic(caller, fmt.Sprintf(format, v...)) }

// Panicln writes a line as Println does and panics with the message.
func Panicln(v ...any) { std.panic(caller, fmt.Sprintln(v...)) }
