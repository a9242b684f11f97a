package main

import "fmt"

type box struct{ v int }

func f(name string, c chan int) chan int {
	fmt.Print(name, " ")
	return c
}

func value(name string, v int) int {
	fmt.Print(name, " ")
	return v
}

func main() {
	c := make(chan int, 1)
	var none chan int
	select { // all operands are evaluated once, in order
	case f("send", none) <- value("v", 1):
	case v := <-f("recv", none):
		fmt.Println("never", v)
	case f("ready", c) <- value("w", 2):
		fmt.Println("sent")
	}
	s := []int{0, 0}
	m := map[string]bool{}
	var b box
	i := 0
	select {
	case s[i+1] = <-c: // evaluated only if chosen
		fmt.Println(s)
	}
	c <- 7
	select {
	case b.v, m["ok"] = <-c:
		fmt.Println(b, m)
	default:
	}
	select {
	case v, ok := <-c:
		fmt.Println("never", v, ok)
	case none <- 1:
	default:
		fmt.Println("default")
	}
	close(c)
	select {
	case v, ok := <-c:
		fmt.Println(v, ok)
	}
	for n := 0; ; n++ {
		select {
		case <-c:
			if n < 3 {
				continue
			}
		}
		fmt.Println("left after", n)
		break
	}
	select {
	default:
		fmt.Println("only default")
	}
	var e error
	ec := make(chan error, 1)
	ec <- nil
	select {
	case e = <-ec:
		fmt.Println(e)
	case <-none:
	}
}
