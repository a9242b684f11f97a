// A nil channel is never ready, so setting a channel to nil takes its case out of a select.
package main

import "fmt"

func source(values ...int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for _, v := range values {
			out <- v
		}
	}()
	return out
}

func main() {
	a, b := source(1, 3, 5), source(2, 4)
	sum, closed := 0, 0
	for a != nil || b != nil {
		select {
		case v, ok := <-a:
			if !ok {
				a = nil
				closed++
				continue
			}
			sum += v
		case v, ok := <-b:
			if !ok {
				b = nil
				closed++
				continue
			}
			sum += v
		}
	}
	fmt.Println("sum", sum, "closed", closed)

	var never chan int
	select {
	case <-never:
		fmt.Println("impossible")
	default:
		fmt.Println("a nil channel is never ready")
	}
}
