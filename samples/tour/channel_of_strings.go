// Any type can travel through a channel.
package main

import "fmt"

func main() {
	messages := make(chan string)
	go func() { messages <- "ping" }()
	message := <-messages
	fmt.Println(message)

	type point struct{ x, y int }
	points := make(chan point, 1)
	points <- point{3, 4}
	p := <-points
	fmt.Println(p, p.x+p.y)

	channels := make(chan chan string, 1)
	channels <- messages
	go func() { messages <- "through a channel of channels" }()
	fmt.Println(<-<-channels)
}
