// A type parameter with the name of something predeclared is pointed out.
package main

func f[int any](x int) int {
	var y int = 0
	x = 1
	return y
}

type Set[string comparable] map[string]bool

func (s Set[string]) add(x string) { s["a"] = true }

func main() {
	f(1)
}
