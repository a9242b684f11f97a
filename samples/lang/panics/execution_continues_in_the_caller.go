package main

import "fmt"

func inner(steps *[]string) (result string) {
	defer func() { *steps = append(*steps, "inner deferred 1") }()
	defer func() {
		if r := recover(); r != nil {
			*steps = append(*steps, fmt.Sprint("recovered ", r))
			result = "from recovery"
		}
	}()
	defer func() { *steps = append(*steps, "inner deferred 3") }()
	var s []int
	*steps = append(*steps, "before")
	s[len(*steps)] = 1
	*steps = append(*steps, "never")
	return "never"
}

func middle(steps *[]string) string {
	defer func() { *steps = append(*steps, "middle deferred") }()
	r := inner(steps)
	*steps = append(*steps, "middle goes on with "+r)
	return r
}

func unwinding(n int, log *[]int) {
	defer func() { *log = append(*log, n) }()
	if n == 0 {
		panic("bottom")
	}
	unwinding(n-1, log)
}

func main() {
	var steps []string
	fmt.Println(middle(&steps))
	for _, s := range steps {
		fmt.Println(" ", s)
	}
	var log []int
	func() {
		defer func() { fmt.Println(recover(), log) }()
		unwinding(5, &log)
	}()
	x := func() (x int) {
		defer func() { recover() }()
		x = 7
		panic("results keep their values")
	}()
	fmt.Println(x)
	y := func() int {
		defer func() { recover() }()
		panic("unnamed results are zero")
	}()
	fmt.Println(y)
}
