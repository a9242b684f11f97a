package main

import "fmt"

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				fmt.Println("stopped at", i)
				return
			}
		}
		fmt.Println("finished")
	}
}

func pairs(s []string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for i, v := range s {
			if !yield(i, v) {
				return
			}
		}
	}
}

func find(n int) string {
	for i := range count(10) {
		if i == n {
			return fmt.Sprint("found ", i)
		}
	}
	return "none"
}

type tree struct {
	left, right *tree
	v           int
}

func (t *tree) all(yield func(int) bool) bool {
	return t == nil || t.left.all(yield) && yield(t.v) && t.right.all(yield)
}

func (t *tree) All() func(func(int) bool) {
	return func(yield func(int) bool) { t.all(yield) }
}

func main() {
	for i := range count(3) {
		fmt.Print(i, " ")
	}
	for i := range count(10) {
		if i == 1 {
			continue
		}
		if i == 3 {
			break
		}
		fmt.Print(i, " ")
	}
	for i, s := range pairs([]string{"a", "b"}) {
		fmt.Print(i, s, " ")
	}
	for i := range pairs([]string{"x", "y"}) {
		fmt.Print(i, " ")
	}
	for range count(2) {
		fmt.Print("x ")
	}
	fmt.Println(find(2), find(20))
	t := &tree{&tree{nil, nil, 1}, &tree{&tree{nil, nil, 3}, nil, 4}, 2}
	for v := range t.All() {
		if v == 4 {
			break
		}
		fmt.Print(v, " ")
	}
	fmt.Println()
outer:
	for i := range count(5) {
		for j := range count(5) {
			if j == 2 {
				continue outer
			}
			if i == 2 {
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	var fs []func() int
	for i := range count(3) {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	for range func(yield func() bool) { _ = yield() && yield() && yield() } {
		fmt.Print("no values ")
	}
	fmt.Println()
	var x int
	for x = range count(2) {
	}
	fmt.Println(x)
}
