package main

import "fmt"

var s []int

var (
	b []byte
	w []int32
	t []string
)

// The capacities that append chooses for a slice on the heap, as the reference implementation does.
func main() {
	last := -1
	for i := 0; i < 2000; i++ {
		s = append(s, i)
		if cap(s) != last {
			last = cap(s)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
	b = append(b, "hello"...)
	fmt.Print(cap(b), " ")
	b = append(b, "hello"...)
	fmt.Print(cap(b), " ")
	w = append(w, 1, 2, 3)
	fmt.Print(cap(w), " ")
	w = append(w, 4, 5)
	fmt.Print(cap(w), " ")
	t = append(t, "a", "b", "c", "d", "e")
	fmt.Println(cap(t))
}
