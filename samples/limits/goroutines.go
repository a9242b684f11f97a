// flags: --goroutines 100
package main

import "fmt"

// Main counts. Those that have ended do not.
func main() {
	done := make(chan bool)
	for range 1000 {
		go func() { done <- true }()
		<-done
	}
	fmt.Println("one after another")
	for i := range 100 {
		if i == 98 {
			fmt.Println("98 wait")
		}
		go func() { done <- true }()
	}
	fmt.Println("not reached")
}
