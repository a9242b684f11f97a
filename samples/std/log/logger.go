// What stands before a message, and where it goes.
package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"sync"
)

// counting counts what goes through it.
type counting struct {
	io.Writer
	calls, bytes int
}

func (c *counting) Write(b []byte) (int, error) {
	c.calls++
	c.bytes += len(b)
	return c.Writer.Write(b)
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func helper(l *log.Logger) { l.Output(2, "by the caller of helper") }

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	log.Print("a", 1, 2, "b", "c", 3)
	log.Printf("%d%%\n", 50)
	log.Println("line", 1, nil)
	log.Print()
	log.Println()
	log.SetPrefix("main: ")
	log.Print("with a prefix")
	fmt.Printf("%q %d\n", log.Prefix(), log.Flags())

	log.SetFlags(log.Lmsgprefix | log.Lshortfile)
	log.Print("a place and a prefix")
	log.Println("two\nlines\n")
	log.SetFlags(log.Lshortfile | log.Llongfile)
	log.Printf("short wins")
	helper(log.Default())
	log.Output(1, "output")

	out := &counting{Writer: os.Stdout}
	l := log.New(out, "[l] ", log.Lshortfile)
	l.Print("one")
	l.Println("two", "words")
	l.Printf("%v", []int{3})
	helper(l)
	func() { l.Output(2, "called by main") }()
	fmt.Println(out.calls, out.bytes, l.Writer() == io.Writer(out), l.Prefix(), l.Flags() == log.Lshortfile)
	fmt.Println(log.New(failing{}, "", 0).Output(1, "lost"))

	// Date and time have a fixed form.
	var b bytes.Buffer
	for _, flags := range []int{log.LstdFlags, log.Ldate, log.Ltime, log.Lmicroseconds, log.LstdFlags | log.LUTC | log.Lmicroseconds} {
		b.Reset()
		log.New(&b, "", flags).Print("m")
		line := b.Bytes()
		for i, c := range line {
			if '0' <= c && c <= '9' {
				line[i] = '0'
			}
		}
		fmt.Printf("%s", line)
	}

	// Lines of many goroutines stay whole.
	b.Reset()
	shared := log.New(&b, "", 0)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				shared.Println("0123456789")
			}
		})
	}
	wg.Wait()
	fmt.Println(b.String() == string(bytes.Repeat([]byte("0123456789\n"), 400)))

	log.SetFlags(0)
	for _, f := range []func(){
		func() { log.Panic("panic", 1) },
		func() { log.Panicf("%05d", 42) },
		func() { l.Panicln("panic", "line") },
	} {
		func() {
			defer func() { fmt.Printf("%q\n", recover()) }()
			f()
		}()
	}
	var zero log.Logger
	zero.SetOutput(os.Stdout)
	zero.Print("the zero Logger works")
}
