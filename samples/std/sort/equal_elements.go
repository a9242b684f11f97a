// Equal elements end up where Go's own sort leaves them, and the comparisons are the same ones.
package main

import (
	"fmt"
	"slices"
	"sort"
)

type rec struct{ key, id int }

type byKey []rec

func (b byKey) Len() int           { return len(b) }
func (b byKey) Less(i, j int) bool { return b[i].key < b[j].key }
func (b byKey) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

func sum(rs []rec) (h uint32) {
	for _, r := range rs {
		h = h*31 + uint32(r.id)
	}
	return h
}

func main() {
	patterns := map[string]func(i, n int) int{
		"random":     func(i, n int) int { return i * 7919 % 1009 % 17 },
		"few":        func(i, n int) int { return i * 31 % 3 },
		"equal":      func(i, n int) int { return 1 },
		"ascending":  func(i, n int) int { return i / 4 },
		"descending": func(i, n int) int { return (n - i) / 4 },
		"organ":      func(i, n int) int { return min(i, n-i) / 3 },
		"saw":        func(i, n int) int { return i % 11 },
		"almost":     func(i, n int) int { return (i + i%97/96*50) / 2 },
	}
	names := []string{"random", "few", "equal", "ascending", "descending", "organ", "saw", "almost"}
	for _, name := range names {
		for _, n := range []int{5, 12, 13, 20, 49, 50, 51, 100, 500, 1000} {
			rs := make([]rec, n)
			for i := range rs {
				rs[i] = rec{patterns[name](i, n), i}
			}
			a, b, c := slices.Clone(rs), slices.Clone(rs), slices.Clone(rs)
			calls := [3]int{}
			sort.Sort(byKey(a))
			sort.Slice(b, func(i, j int) bool { calls[0]++; return b[i].key < b[j].key })
			slices.SortFunc(c, func(x, y rec) int { calls[1]++; return x.key - y.key })
			d := slices.Clone(rs)
			sort.SliceStable(d, func(i, j int) bool { return d[i].key < d[j].key })
			fmt.Println(name, n, sum(a), sum(b), sum(c), sum(d), calls)
		}
	}
}
