package main

import "fmt"

func parts() (float64, float64)              { return 5, 7 }
func strs() ([]string, string, string)       { return []string{"a"}, "b", "c" }
func anys() ([]any, int, string)             { return nil, 1, "x" }
func bytes(a []byte) ([]byte, string)        { return a, "abc" }
func entry(m map[any]int) (map[any]int, int) { return m, 1 }
func three() (int16, string, bool)           { return -3, "x", true }
func floats() (float64, float64)             { return 2.5, -1 }

func main() {
	fmt.Println(complex(parts()))
	fmt.Println(append(strs()))
	fmt.Println(append(anys()))
	a := []byte("12345")
	n := copy(bytes(a))
	fmt.Println(n, string(a))
	m := map[any]int{1: 2, 3: 4}
	delete(entry(m))
	fmt.Println(m)
	fmt.Println(min(floats()), max(floats()))
	println(three())
	defer println(three())
	defer delete(entry(m))
}
