package main

import "fmt"

func main() {
	c := make(chan string, 3)
	fmt.Println(len(c), cap(c))
	c <- "a"
	c <- "b"
	fmt.Println(len(c), cap(c))
	<-c
	close(c)
	fmt.Println(len(c), cap(c))
	<-c
	fmt.Println(len(c), cap(c))
	u := make(chan int)
	var none chan int
	fmt.Println(len(u), cap(u), len(none), cap(none), none == nil)
	fmt.Printf("%T %T %T\n", c, (<-chan string)(c), (chan<- string)(c))
}
