// Package sort sorts slices and other collections.
package sort

import "math/bits"

// An Interface can be sorted by the functions of this package.
type Interface interface {
	// Len is the number of elements.
	Len() int
	// Less reports whether element i must come before element j.
	Less(i, j int) bool
	// Swap exchanges elements i and j.
	Swap(i, j int)
}

type lessSwap struct {
	less func(i, j int) bool
	swap func(i, j int)
}

func length(slice any) int
func swapElems(slice any, i, j int)

// Sort sorts data; equal elements may change places.
func Sort(data Interface) {
	n := data.Len()
	patternDefeating(lessSwap{data.Less, data.Swap}, 0, n, bits.Len(uint(n)))
}

// Slice sorts x, which must be a slice, by less; equal elements may change places.
func Slice(x any, less func(i, j int) bool) {
	n := length(x)
	patternDefeating(lessSwap{less, func(i, j int) { swapElems(x, i, j) }}, 0, n, bits.Len(uint(n)))
}

// Stable sorts data and keeps equal elements in order.
func Stable(data Interface) { stable(lessSwap{data.Less, data.Swap}, data.Len()) }

// SliceStable sorts x, which must be a slice, by less and keeps equal elements in order.
func SliceStable(x any, less func(i, j int) bool) {
	stable(lessSwap{less, func(i, j int) { swapElems(x, i, j) }}, length(x))
}

// IsSorted reports whether data is sorted.
func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

// SliceIsSorted reports whether x, which must be a slice, is sorted by less.
func SliceIsSorted(x any, less func(i, j int) bool) bool {
	for i := length(x) - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

func insertion(d lessSwap, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && d.less(j, j-1); j-- {
			d.swap(j, j-1)
		}
	}
}

func siftDown(d lessSwap, lo, hi, first int) {
	root := lo
	for {
		child := 2*root + 1
		if child >= hi {
			return
		}
		if child+1 < hi && d.less(first+child, first+child+1) {
			child++
		}
		if !d.less(first+root, first+child) {
			return
		}
		d.swap(first+root, first+child)
		root = child
	}
}

func heap(d lessSwap, a, b int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		siftDown(d, i, n, a)
	}
	for i := n - 1; i >= 0; i-- {
		d.swap(a, a+i)
		siftDown(d, 0, i, a)
	}
}

// patternDefeating sorts [a, b) as Go does, so that equal elements end up in the same order: quicksort that sees when the
// elements are sorted already, keeps equal ones together, shuffles a little after a bad pivot, and leaves the work to
// heapsort after limit bad ones. Orson Peters, "Pattern-defeating Quicksort".
func patternDefeating(d lessSwap, a, b, limit int) {
	balanced, partitioned := true, true
	for b-a > 12 {
		n := b - a
		if limit == 0 {
			heap(d, a, b)
			return
		}
		if !balanced {
			breakPatterns(d, a, b)
			limit--
		}
		pivot, order := choosePivot(d, a, b)
		if order == descending {
			reverse(d, a, b)
			pivot = b - 1 - (pivot - a)
			order = ascending
		}
		if balanced && partitioned && order == ascending && nearlySorted(d, a, b) {
			return
		}
		// What stands before is the pivot of an earlier round: nothing here is less.
		if a > 0 && !d.less(a-1, pivot) {
			a = partitionEqual(d, a, b, pivot)
			continue
		}
		var m int
		m, partitioned = partition(d, a, b, pivot)
		left, right := m-a, b-m
		balanced = min(left, right) >= n/8
		if left < right {
			patternDefeating(d, a, m, limit)
			a = m + 1
		} else {
			patternDefeating(d, m+1, b, limit)
			b = m
		}
	}
	insertion(d, a, b)
}

// partition moves what is less than the pivot before it and the rest behind it; it returns where the pivot is then, and
// whether nothing had to move.
func partition(d lessSwap, a, b, pivot int) (int, bool) {
	d.swap(a, pivot)
	i, j := a+1, b-1
	for moved := false; ; moved = true {
		for i <= j && d.less(i, a) {
			i++
		}
		for i <= j && !d.less(j, a) {
			j--
		}
		if i > j {
			d.swap(j, a)
			return j, !moved
		}
		d.swap(i, j)
		i++
		j--
	}
}

// partitionEqual moves what equals the pivot, where nothing is less, to the front; it returns where the rest begins.
func partitionEqual(d lessSwap, a, b, pivot int) int {
	d.swap(a, pivot)
	i, j := a+1, b-1
	for {
		for i <= j && !d.less(a, i) {
			i++
		}
		for i <= j && d.less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		d.swap(i, j)
		i++
		j--
	}
}

// nearlySorted moves up to five elements that are out of order and reports whether all is sorted then.
func nearlySorted(d lessSwap, a, b int) bool {
	i := a + 1
	for range 5 {
		for i < b && !d.less(i, i-1) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < 50 {
			return false
		}
		d.swap(i, i-1)
		if i-a >= 2 {
			for j := i - 1; j >= 1 && d.less(j, j-1); j-- {
				d.swap(j, j-1)
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && d.less(j, j-1); j++ {
				d.swap(j, j-1)
			}
		}
	}
	return false
}

// breakPatterns exchanges three elements in the middle with others. Which ones depends on the length only.
func breakPatterns(d lessSwap, a, b int) {
	n := b - a
	random := uint64(n)
	mask := uint(1)<<bits.Len(uint(n)) - 1
	middle := a + n/4*2
	for i := middle - 1; i <= middle+1; i++ {
		random ^= random << 13
		random ^= random >> 7
		random ^= random << 17
		other := int(uint(random) & mask)
		if other >= n {
			other -= n
		}
		d.swap(i, a+other)
	}
}

// How the elements that choosePivot looks at are ordered.
const (
	unordered = iota
	ascending
	descending
)

// choosePivot returns the median of three elements, or of three such medians.
func choosePivot(d lessSwap, a, b int) (pivot, order int) {
	n := b - a
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	swaps := 0
	if n >= 50 {
		i = median(d, i-1, i, i+1, &swaps)
		j = median(d, j-1, j, j+1, &swaps)
		k = median(d, k-1, k, k+1, &swaps)
	}
	j = median(d, i, j, k, &swaps)
	switch swaps {
	case 0:
		return j, ascending
	case 12:
		return j, descending
	}
	return j, unordered
}

func median(d lessSwap, a, b, c int, swaps *int) int {
	if d.less(b, a) {
		*swaps++
		a, b = b, a
	}
	if d.less(c, b) {
		*swaps++
		b, c = c, b
	}
	if d.less(b, a) {
		*swaps++
		a, b = b, a
	}
	return b
}

func stable(d lessSwap, n int) {
	block := 20
	a, b := 0, block
	for b <= n {
		insertion(d, a, b)
		a = b
		b += block
	}
	insertion(d, a, n)
	for ; block < n; block *= 2 {
		a, b = 0, 2*block
		for b <= n {
			symMerge(d, a, a+block, b)
			a = b
			b += 2 * block
		}
		if m := a + block; m < n {
			symMerge(d, a, m, n)
		}
	}
}

// symMerge merges the sorted [a, m) and [m, b) in place. Kim and Kutzner, "Stable Minimum Storage Merging by Symmetric
// Comparisons".
func symMerge(d lessSwap, a, m, b int) {
	if a >= m || m >= b {
		return
	}
	mid := int(uint(a+b) >> 1)
	n := mid + m
	start, r := a, m
	if m > mid {
		start, r = n-b, mid
	}
	p := n - 1
	for start < r {
		c := int(uint(start+r) >> 1)
		if !d.less(p-c, c) {
			start = c + 1
		} else {
			r = c
		}
	}
	end := n - start
	if start < m && m < end {
		rotate(d, start, m, end)
	}
	symMerge(d, a, start, mid)
	symMerge(d, mid, end, b)
}

func reverse(d lessSwap, a, b int) {
	for b--; a < b; a, b = a+1, b-1 {
		d.swap(a, b)
	}
}

func rotate(d lessSwap, a, m, b int) {
	reverse(d, a, m)
	reverse(d, m, b)
	reverse(d, a, b)
}

type reversed struct{ Interface }

func (r reversed) Less(i, j int) bool { return r.Interface.Less(j, i) }

// Reverse returns data in the opposite order.
func Reverse(data Interface) Interface { return &reversed{data} }

// Search returns the smallest i in [0, n) for which f(i) is true, or n; f must be false first, then true.
func Search(n int, f func(int) bool) int {
	i, j := 0, n
	for i < j {
		h := int(uint(i+j) >> 1)
		if !f(h) {
			i = h + 1
		} else {
			j = h
		}
	}
	return i
}

// Find returns the smallest i in [0, n) for which cmp(i) <= 0, and whether it is 0 there.
func Find(n int, cmp func(int) int) (i int, found bool) {
	i = Search(n, func(i int) bool { return cmp(i) <= 0 })
	return i, i < n && cmp(i) == 0
}

// SearchInts returns where x is in the sorted a, or would be.
func SearchInts(a []int, x int) int { return Search(len(a), func(i int) bool { return a[i] >= x }) }

// SearchFloat64s returns where x is in the sorted a, or would be.
func SearchFloat64s(a []float64, x float64) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

// SearchStrings returns where x is in the sorted a, or would be.
func SearchStrings(a []string, x string) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

// IntSlice sorts ints upwards.
type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x IntSlice) Sort() { Ints(x) }

// Search returns where v is in x, or would be.
func (x IntSlice) Search(v int) int { return SearchInts(x, v) }

// Float64Slice sorts floats upwards, NaN first.
type Float64Slice []float64

func (x Float64Slice) Len() int           { return len(x) }
func (x Float64Slice) Less(i, j int) bool { return x[i] < x[j] || (x[i] != x[i] && x[j] == x[j]) }
func (x Float64Slice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x Float64Slice) Sort() { Float64s(x) }

// Search returns where v is in x, or would be.
func (x Float64Slice) Search(v float64) int { return SearchFloat64s(x, v) }

// StringSlice sorts strings upwards.
type StringSlice []string

func (x StringSlice) Len() int           { return len(x) }
func (x StringSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x StringSlice) Sort() { Strings(x) }

// Search returns where v is in x, or would be.
func (x StringSlice) Search(v string) int { return SearchStrings(x, v) }

// Ints sorts x upwards.
func Ints(x []int)

// Float64s sorts x upwards, NaN first.
func Float64s(x []float64)

// Strings sorts x upwards.
func Strings(x []string)

// IntsAreSorted reports whether x is sorted.
func IntsAreSorted(x []int) bool { return IsSorted(IntSlice(x)) }

// Float64sAreSorted reports whether x is sorted.
func Float64sAreSorted(x []float64) bool { return IsSorted(Float64Slice(x)) }

// StringsAreSorted reports whether x is sorted.
func StringsAreSorted(x []string) bool { return IsSorted(StringSlice(x)) }
