package main

import "fmt"

func get(n int) (int, bool) { return n * 2, n > 0 }

func main() {
	if v, ok := get(3); ok {
		fmt.Println("first", v)
	} else if w, ok := get(v); !ok {
		fmt.Println("second", v, w)
	}
	if v, ok := get(-3); ok {
		fmt.Println("no")
	} else if w, ok := get(-v); ok {
		fmt.Println("second", v, w, ok)
	} else {
		fmt.Println("third", v, w)
	}
	x := 1
	{
		x := 2
		x++
		{
			x := "inner"
			_ = x
		}
		fmt.Println(x)
	}
	if x := x + 10; x > 5 {
		x := x * 2
		fmt.Println(x)
	}
	fmt.Println(x)
	x, y := 5, 6 // x is assigned, y is new
	fmt.Println(x, y)
	for x := x; x < 7; x++ {
		x := x * 100
		fmt.Print(x, " ")
	}
	fmt.Println(x)
	if (struct{ ok bool }{true}).ok {
		fmt.Println("composite literal in parentheses")
	}
	if true {
	} else {
		fmt.Println("never")
	}
}
