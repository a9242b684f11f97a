package main

func main() {
	c := make(chan int)
	select {
	case c <- "x":
	case s := <-c:
		var t string = s
	}
}
