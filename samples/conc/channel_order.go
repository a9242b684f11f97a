package main

import "fmt"

// Values of one sender arrive in order, whatever the capacity; blocked senders are served in order of arrival.
func main() {
	for _, size := range []int{0, 1, 7, 1000} {
		c := make(chan int, size)
		go func() {
			for i := range 1000 {
				c <- i
			}
			close(c)
		}()
		want := 0
		for v := range c {
			if v != want {
				fmt.Println("out of order", v, want)
			}
			want++
		}
		fmt.Println(size, want)
	}
}
