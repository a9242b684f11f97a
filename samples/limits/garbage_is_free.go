// flags: --memory 16MiB
package main

import "fmt"

// A gigabyte in all, but little at a time.
func main() {
	sum := 0
	for i := range 1000 {
		block := make([]byte, 1<<20)
		block[i] = 1
		sum += int(block[i])
	}
	fmt.Println(sum)
}
