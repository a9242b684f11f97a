package main

import "fmt"

// The copy for the next iteration is made before the post statement.
func main() {
	var before, after []func() int
	for i, step := 0, func() int { return 0 }; i < 4; i, step = i+1, func() int { return i } {
		before = append(before, func() int { return i })
		after = append(after, step)
	}
	for i := range before {
		fmt.Print(before[i](), " ", after[i](), " ")
	}
	fmt.Println()
	var inc func()
	n := 0
	for i := 0; i < 10; n++ {
		if inc == nil {
			inc = func() { i += 5 }
		}
		inc() // changes the first iteration's variable only
		i += 4
	}
	fmt.Println(n)
}
