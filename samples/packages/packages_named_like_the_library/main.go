package main

import (
	"shop/fmt"
	"shop/runtime"
	"shop/sync"
)

type error interface{ Error() string }

func main() {
	fmt.Println()
	var m sync.Mutex
	m.Lock()
	m.Unlock()
	runtime.Gosched()
	var e error = fmt.State(1)
	println(e.Error())
	panic(fmt.State(2))
}
