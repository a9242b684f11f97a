// debug.Stack and debug.PrintStack.
package main

import (
	"bytes"
	"fmt"
	"runtime/debug"
)

type T struct{}

func (T) method(n int) []byte {
	if n > 0 {
		return T{}.method(n - 1)
	}
	return debug.Stack()
}

func main() {
	stack := T{}.method(3)
	fmt.Println(bytes.HasPrefix(stack, []byte("goroutine 1 [running]:\n")), bytes.Count(stack, []byte("main.T.method(")),
		bytes.Count(stack, []byte("main.main(")), bytes.Count(T{}.method(50), []byte("main.T.method(")))
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() {
			recover()
			stack := debug.Stack()
			fmt.Println(bytes.Contains(stack, []byte("main.main.func1")), bytes.Contains(stack, []byte("main.main(")))
		}()
		panic("oh")
	}()
	<-done
	debug.PrintStack()
}
