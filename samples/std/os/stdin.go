// stdin: first line\nsecond\n\nlast without newline
package main

import (
	"fmt"
	"os"
)

func main() {
	var all []byte
	buf := make([]byte, 7)
	for {
		n, err := os.Stdin.Read(buf)
		all = append(all, buf[:n]...)
		if err != nil {
			fmt.Println("end:", err)
			break
		}
	}
	fmt.Printf("%q\n", all)
	n, err := os.Stdin.Read(buf)
	fmt.Println(n, err)
}
