package main

import "fmt"

func main() {
	defer fmt.Println("never printed")
	defer func() { recover() }()
	<-make(chan int)
}
