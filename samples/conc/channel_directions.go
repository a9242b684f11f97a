package main

import "fmt"

func produce(out chan<- int, n int) {
	defer close(out)
	for i := range n {
		out <- i * i
	}
}

func consume(in <-chan int) (sum int) {
	for v := range in {
		sum += v
	}
	return
}

func start(n int) <-chan int {
	c := make(chan int)
	go produce(c, n)
	return c
}

type pipe struct {
	in  chan<- string
	out <-chan string
}

func newPipe() pipe {
	c := make(chan string, 1)
	return pipe{c, c}
}

func main() {
	fmt.Println(consume(start(5)))
	p := newPipe()
	p.in <- "through"
	fmt.Println(<-p.out)
	chans := []chan int{make(chan int, 1), make(chan int, 1)}
	for i, c := range chans {
		c <- i
	}
	var receive []<-chan int
	for _, c := range chans {
		receive = append(receive, c)
	}
	fmt.Println(<-receive[1], <-receive[0])
	funcs := make(chan func() string, 1)
	funcs <- func() string { return "a function through a channel" }
	fmt.Println((<-funcs)())
}
