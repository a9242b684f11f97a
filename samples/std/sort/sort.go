package main

import (
	"fmt"
	"sort"
)

type person struct {
	name string
	age  int
}

type byAge []person

func (b byAge) Len() int           { return len(b) }
func (b byAge) Less(i, j int) bool { return b[i].age < b[j].age }
func (b byAge) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

func main() {
	ints := []int{5, 2, 8, -1, 9, 0, 2}
	sort.Ints(ints)
	fmt.Println(ints, sort.IntsAreSorted(ints), sort.SearchInts(ints, 8), sort.SearchInts(ints, 3))
	words := []string{"pear", "Apple", "fig", "banana"}
	sort.Strings(words)
	fmt.Println(words, sort.SearchStrings(words, "fig"))
	floats := []float64{2.5, -1, 3}
	sort.Float64s(floats)
	fmt.Println(floats)
	people := []person{{"ann", 30}, {"bob", 25}, {"cy", 30}, {"dan", 25}, {"eve", 41}}
	sort.Stable(byAge(people))
	fmt.Println(people)
	sort.Sort(sort.Reverse(byAge(people)))
	fmt.Println(people[0], sort.IsSorted(byAge(people)))
	sort.Slice(people, func(i, j int) bool { return people[i].name < people[j].name })
	fmt.Println(people)
	sort.SliceStable(people, func(i, j int) bool { return people[i].age > people[j].age })
	fmt.Println(people, sort.SliceIsSorted(people, func(i, j int) bool { return people[i].age > people[j].age }))
	sort.Sort(sort.Reverse(sort.IntSlice(ints)))
	fmt.Println(ints)
	i := sort.Search(100, func(i int) bool { return i*i >= 50 })
	fmt.Println(i)
	j, found := sort.Find(3, func(i int) int { return 2 - i })
	fmt.Println(j, found)
	big := make([]int, 5000)
	x := uint32(1)
	for i := range big {
		x = x*1664525 + 1013904223
		big[i] = int(x >> 8)
	}
	sort.Ints(big)
	fmt.Println(sort.IntsAreSorted(big), big[0] <= big[4999])
	stable := make([]person, 300)
	for i := range stable {
		stable[i] = person{fmt.Sprint(i), i * 7 % 10}
	}
	sort.SliceStable(stable, func(i, j int) bool { return stable[i].age < stable[j].age })
	fmt.Println(stable[:3], stable[297:])
	var none []int
	sort.Ints(none)
	fmt.Println(none == nil)
}
