package main

import "fmt"

type big struct {
	id   int
	data [100]int
	name string
	more []string
}

func main() {
	c := make(chan big, 2)
	done := make(chan int)
	go func() {
		sum := 0
		for b := range c {
			sum += b.data[b.id] + len(b.name) + len(b.more)
			b.data[0] = -1
		}
		done <- sum
	}()
	b := big{name: "x"}
	for i := range 50 {
		b.id = i
		b.data[i] = i
		b.more = append(b.more, "m")
		c <- b
	}
	close(c)
	fmt.Println(<-done, b.data[0], len(b.more))
	empty := make(chan struct{}, 3)
	empty <- struct{}{}
	arrays := make(chan [3]int, 1)
	arrays <- [3]int{1, 2, 3}
	fmt.Println(<-empty, <-arrays)
	anys := make(chan any, 3)
	anys <- 1
	anys <- "s"
	anys <- nil
	fmt.Println(<-anys, <-anys, <-anys)
}
