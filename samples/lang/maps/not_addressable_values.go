package main

import "fmt"

type item struct {
	name  string
	count int
}

func (i *item) inc() { i.count++ }

func main() {
	m := map[string]item{"a": {"first", 1}}
	i := m["a"]
	i.count = 50
	fmt.Println(m["a"])
	m["a"] = i
	fmt.Println(m["a"].count)
	p := map[string]*item{"a": {"first", 1}}
	p["a"].count++
	p["a"].inc()
	fmt.Println(*p["a"])
	arrays := map[string][2]int{}
	a := arrays["x"]
	a[1] = 3
	arrays["x"] = a
	fmt.Println(arrays)
	funcs := map[string]func(int) int{"double": func(n int) int { return n * 2 }}
	fmt.Println(funcs["double"](21), funcs["none"] == nil)
	key := "k"
	counts := map[string]int{}
	f := func() string { key += "k"; return key }
	counts[f()] += len(f())
	fmt.Println(counts)
}
