package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

type person struct {
	name string
	age  int
}

func main() {
	s := []int{3, 1, 4, 1, 5, 9, 2, 6}
	t := slices.Clone(s)
	slices.Sort(t)
	fmt.Println(s, t, slices.IsSorted(s), slices.IsSorted(t))
	fmt.Println(slices.Index(s, 4), slices.Contains(s, 7), slices.Min(s), slices.Max(s))
	fmt.Println(slices.BinarySearch(t, 5))
	fmt.Println(slices.BinarySearch(t, 7))
	fmt.Println(slices.Insert(slices.Clone(s), 2, 10, 11), slices.Delete(slices.Clone(s), 1, 3))
	fmt.Println(slices.Replace(slices.Clone(s), 0, 2, 7, 8, 9), slices.Compact(slices.Clone(t)))
	slices.Reverse(t)
	fmt.Println(t, slices.Equal(s, t), slices.Compare([]int{1, 2}, []int{1, 3}), slices.Compare([]int{1}, nil))
	people := []person{{"ann", 30}, {"bob", 25}, {"cy", 30}, {"di", 25}}
	slices.SortStableFunc(people, func(a, b person) int { return cmp.Compare(a.age, b.age) })
	fmt.Println(people)
	slices.SortFunc(people, func(a, b person) int {
		return cmp.Or(-cmp.Compare(a.age, b.age), strings.Compare(a.name, b.name))
	})
	fmt.Println(people)
	fmt.Println(slices.IndexFunc(people, func(p person) bool { return p.age < 30 }))
	fmt.Println(slices.MaxFunc(people, func(a, b person) int { return a.age - b.age }))
	fmt.Println(slices.DeleteFunc(slices.Clone(s), func(n int) bool { return n%2 == 1 }))
	fmt.Println(slices.Concat([]string{"a"}, nil, []string{"b", "c"}), slices.Repeat([]int{1, 2}, 3))
	fmt.Println(slices.ContainsFunc(s, func(n int) bool { return n > 8 }), len(slices.Grow(s, 100)), cap(slices.Clip(s[:3])))
	big := make([]int, 1000)
	for i := range big {
		big[i] = i * 7919 % 1000
	}
	slices.Sort(big)
	fmt.Println(slices.IsSorted(big), big[0], big[999])
	words := strings.Fields("the quick brown fox jumps over the lazy dog and runs away from it all again")
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
	fmt.Println(words)
	defer func() { fmt.Println(recover()) }()
	slices.Min([]int{})
}
