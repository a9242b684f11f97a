// flags: --instructions 1000000
package main

import "fmt"

func main() {
	fmt.Println("begin")
	for {
	}
}
