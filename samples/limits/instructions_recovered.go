// flags: --instructions 1000000
package main

import "fmt"

// A limit is not a panic: there is nothing to recover, and no deferred call runs.
func main() {
	defer fmt.Println("not reached")
	defer func() { recover() }()
	fmt.Println("begin")
	var f func(int) int
	f = func(n int) int {
		if n == 0 {
			return 0
		}
		return 1 + f(n-1)
	}
	for {
		f(1000)
	}
}
