package main
func f(c chan<- int) {}

func main() {
	f(make(<-chan int))
}
