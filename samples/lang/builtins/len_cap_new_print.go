package main

import "fmt"

func main() {
	a := [5]int{}
	p := &a
	s := a[1:3]
	m := map[int]int{1: 1}
	c := make(chan int, 4)
	c <- 1
	fmt.Println(len(a), cap(a), len(p), cap(p), len(s), cap(s), len(m), len(c), cap(c), len("héé"))
	var np *[7]int
	fmt.Println(len(np), cap(np))
	const l = len([3]string{}) + len("abc") + cap([2]int{})
	fmt.Println(l)
	n := new(int)
	*n = 3
	fmt.Println(*n, *new(bool))
	v := new(42)
	*v++
	fmt.Println(*v)
	x := make([]string, 2, 5)
	y := make(map[string][]int)
	y["a"] = append(y["a"], 1)
	fmt.Println(len(x), cap(x), y, cap(make(chan bool)))
	print("to stderr ", 1, " ", true, "\n")
	println("println", 1, -2.5, 'a', "s", false, uint8(3))
	println()
	println(1e100, 0.1, float32(0.1), 1.0, 123456789.0, 1e-7)
	println(nil == any(nil), int64(-1<<63), uint64(1<<64-1))
}
