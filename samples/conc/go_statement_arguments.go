package main

import (
	"fmt"
	"sync"
)

type T struct{ n int }

func (t T) show(out chan<- int)     { out <- t.n }
func (t *T) pointer(out chan<- int) { out <- t.n }

func eval(s string) string {
	fmt.Println("evaluated", s)
	return s
}

func main() {
	out := make(chan int)
	x := 1
	go func(n int) { out <- n }(x) // x is evaluated now
	x = 2
	fmt.Println(<-out)
	t := T{1}
	go t.show(out)
	t.n = 2
	fmt.Println(<-out)
	p := &t
	m := p.pointer
	go m(out)
	fmt.Println(<-out)
	var wg sync.WaitGroup
	wg.Add(1)
	go func(s string, more ...int) {
		defer wg.Done()
		fmt.Println("in goroutine", s, more)
	}(eval("argument"), 1, 2)
	wg.Wait()
	fs := map[string]func(){"f": func() { out <- 42 }}
	go fs["f"]()
	fmt.Println(<-out)
	done := make(chan bool, 2)
	go close(done)
	<-done
	go fmt.Sprint("results are discarded")
	type iface interface{ show(chan<- int) }
	var i iface = T{9}
	go i.show(out)
	fmt.Println(<-out)
	go T.show(T{10}, out)
	fmt.Println(<-out)
	for i := range 3 {
		go func() { out <- i }()
	}
	fmt.Println(<-out + <-out + <-out)
}
