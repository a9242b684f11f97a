package main

import (
	"fmt"
	"sync"
)

func main() {
	f := sync.OnceValue(func() int { panic("once") })
	defer func() {
		fmt.Println("first:", recover())
		f()
	}()
	f()
}
