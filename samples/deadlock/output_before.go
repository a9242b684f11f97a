package main

import "fmt"

func main() {
	fmt.Println("printed before")
	fmt.Print("no newline")
	<-make(chan int)
}
