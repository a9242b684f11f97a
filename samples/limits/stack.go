// flags: --stack 64KiB
package main

import "fmt"

func depth(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + depth(n-1)
}

func main() {
	fmt.Println(depth(500))
	fmt.Println(depth(1_000_000))
}
