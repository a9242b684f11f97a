// flags: --memory 48MiB
// A native that finds no memory is called again after a collection, with the arguments that it had.
package main

import (
	"errors"
	"fmt"
	"strings"
)

var sink []byte

func main() {
	text := strings.Repeat("x", 8<<20)
	one, two := errors.New("one"), errors.New("two")
	for garbage := range 24 {
		sink = make([]byte, garbage<<20)
		sink = nil
		err := fmt.Errorf("%d|%w|%w|%s", garbage, one, two, text)
		s := err.Error()
		if want := fmt.Sprint(garbage) + "|one|two|xxxx"; s[:len(want)] != want || len(s) != len(want)+len(text)-4 {
			fmt.Println(garbage, len(s), s[:20])
		}
		if !errors.Is(err, one) || !errors.Is(err, two) {
			fmt.Println(garbage, "wraps neither")
		}
	}
	fmt.Println("done")
}
