// flags: --leaks
package main

import "os"

// Only a main that returns is asked.
func main() {
	go func() { select {} }()
	os.Exit(3)
}
