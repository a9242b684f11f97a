package main

func main() {
	select x {
	}
	c := make(chan int)
	select {
	case x := <-c, y:
	}
}
