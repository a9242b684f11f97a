package main

import "fmt"

type point struct{ x, y int }

func main() {
	c := make(chan point, 2)
	c <- point{1, 2}
	close(c)
	p, ok := <-c
	fmt.Println(p, ok)
	p, ok = <-c
	fmt.Println(p, ok, <-c)
	for range c {
		fmt.Println("never")
	}
	var v struct{ ok bool }
	_, v.ok = <-c
	fmt.Println(v.ok)
	select {
	case p, ok := <-c:
		fmt.Println("ready", p, ok)
	default:
		fmt.Println("never")
	}
	receivers := make(chan int)
	done := make(chan bool)
	for range 3 {
		go func() {
			_, ok := <-receivers
			done <- ok
		}()
	}
	close(receivers) // wakes all of them
	fmt.Println(<-done, <-done, <-done)
	e := make(chan error, 1)
	e <- nil
	close(e)
	err, ok := <-e
	fmt.Println(err, ok)
	err, ok = <-e
	fmt.Println(err, ok)
}
