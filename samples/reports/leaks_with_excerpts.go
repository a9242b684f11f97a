// flags: --leaks --format human
// workers: 1
package main

import "runtime"

func ask(question string) chan string {
	answer := make(chan string)
	go func() {
		answer <- question + "?"
	}()
	return answer
}

func main() {
	ask("who")
	ask("why")
	runtime.Gosched()
}
