// A goroutine is a function running at the same time as its caller. The go statement starts one and goes on
// at once; here main sleeps to give it the time to finish, which no real program should rely on.
package main

import (
	"fmt"
	"time"
)

func say(word string) {
	fmt.Println("goroutine says", word)
}

func main() {
	go say("hello")
	fmt.Println("main goes on")
	time.Sleep(500 * time.Millisecond)
	fmt.Println("main is done")
}
