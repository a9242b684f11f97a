package main

import (
	"fmt"
	"math/rand"
	"sort"
)

// Only what holds for every sequence of random numbers.
func main() {
	counts := make([]int, 6)
	for range 6000 {
		counts[rand.Intn(6)]++
	}
	for _, c := range counts {
		if c < 800 || c > 1200 {
			fmt.Println("unfair", counts)
		}
	}
	p := rand.Perm(10)
	sort.Ints(p)
	fmt.Println(p)
	for range 100 {
		if f := rand.Float64(); f < 0 || f >= 1 {
			fmt.Println("out of range", f)
		}
		if n := rand.Int63n(5); n < 0 || n > 4 {
			fmt.Println("out of range", n)
		}
	}
	s := []int{1, 2, 3, 4, 5}
	rand.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	sum := 0
	for _, v := range s {
		sum += v
	}
	fmt.Println(sum, rand.Int() >= 0, rand.Int31() >= 0)
	a, b := rand.New(rand.NewSource(7)), rand.New(rand.NewSource(7))
	same := true
	for range 50 {
		same = same && a.Intn(1000) == b.Intn(1000)
	}
	fmt.Println("same seed, same numbers:", same)
	defer func() { fmt.Println(recover()) }()
	rand.Intn(0)
}
