package main

import (
	"fmt"
	"maps"
)

func main() {
	m := map[string]int{"a": 1, "b": 2}
	c := maps.Clone(m)
	c["c"] = 3
	fmt.Println(m, c, maps.Equal(m, c), maps.Equal(m, map[string]int{"b": 2, "a": 1}))
	maps.Copy(m, map[string]int{"b": 20, "d": 4})
	maps.DeleteFunc(c, func(k string, v int) bool { return v == 2 })
	fmt.Println(m, c, maps.Clone(map[int]int(nil)) == nil)
	fmt.Println(maps.Collect(maps.All(m)))
	maps.Insert(c, maps.All(m))
	fmt.Println(c)
	fmt.Println(maps.EqualFunc(m, map[string]string{"a": "1"}, func(a int, b string) bool { return fmt.Sprint(a) == b }))
	sum := 0
	for k, v := range maps.All(m) {
		sum += v + len(k)
	}
	fmt.Println(sum)
}
