package slices

import "math/bits"

func insertion[E any](x []E, a, b int, cmp func(a, b E) int) {
	for i := a + 1; i < b; i++ {
		v := x[i]
		j := i
		for ; j > a && cmp(v, x[j-1]) < 0; j-- {
			x[j] = x[j-1]
		}
		x[j] = v
	}
}

func siftDown[E any](x []E, root int, cmp func(a, b E) int) {
	for {
		child := 2*root + 1
		if child >= len(x) {
			return
		}
		if child+1 < len(x) && cmp(x[child], x[child+1]) < 0 {
			child++
		}
		if cmp(x[root], x[child]) >= 0 {
			return
		}
		x[root], x[child] = x[child], x[root]
		root = child
	}
}

func heap[E any](x []E, a, b int, cmp func(a, b E) int) {
	x = x[a:b]
	for i := (len(x) - 1) / 2; i >= 0; i-- {
		siftDown(x, i, cmp)
	}
	for i := len(x) - 1; i >= 0; i-- {
		x[0], x[i] = x[i], x[0]
		siftDown(x[:i], 0, cmp)
	}
}

// patternDefeating sorts [a, b) as Go does, so that equal elements end up in the same order: quicksort that sees when the
// elements are sorted already, keeps equal ones together, shuffles a little after a bad pivot, and leaves the work to
// heapsort after limit bad ones. Orson Peters, "Pattern-defeating Quicksort".
func patternDefeating[E any](x []E, a, b int, cmp func(a, b E) int, limit int) {
	balanced, partitioned := true, true
	for b-a > 12 {
		n := b - a
		if limit == 0 {
			heap(x, a, b, cmp)
			return
		}
		if !balanced {
			breakPatterns(x, a, b)
			limit--
		}
		pivot, order := choosePivot(x, cmp, a, b)
		if order == descending {
			Reverse(x[a:b])
			pivot = b - 1 - (pivot - a)
			order = ascending
		}
		if balanced && partitioned && order == ascending && nearlySorted(x, cmp, a, b) {
			return
		}
		// What stands before is the pivot of an earlier round: nothing here is less.
		if a > 0 && cmp(x[a-1], x[pivot]) >= 0 {
			a = partitionEqual(x, cmp, a, b, pivot)
			continue
		}
		var m int
		m, partitioned = partition(x, cmp, a, b, pivot)
		left, right := m-a, b-m
		balanced = min(left, right) >= n/8
		if left < right {
			patternDefeating(x, a, m, cmp, limit)
			a = m + 1
		} else {
			patternDefeating(x, m+1, b, cmp, limit)
			b = m
		}
	}
	insertion(x, a, b, cmp)
}

// partition moves what is less than the pivot before it and the rest behind it; it returns where the pivot is then, and
// whether nothing had to move.
func partition[E any](x []E, cmp func(a, b E) int, a, b, pivot int) (int, bool) {
	x[a], x[pivot] = x[pivot], x[a]
	i, j := a+1, b-1
	for moved := false; ; moved = true {
		for i <= j && cmp(x[i], x[a]) < 0 {
			i++
		}
		for i <= j && cmp(x[j], x[a]) >= 0 {
			j--
		}
		if i > j {
			x[j], x[a] = x[a], x[j]
			return j, !moved
		}
		x[i], x[j] = x[j], x[i]
		i++
		j--
	}
}

// partitionEqual moves what equals the pivot, where nothing is less, to the front; it returns where the rest begins.
func partitionEqual[E any](x []E, cmp func(a, b E) int, a, b, pivot int) int {
	x[a], x[pivot] = x[pivot], x[a]
	i, j := a+1, b-1
	for {
		for i <= j && cmp(x[a], x[i]) >= 0 {
			i++
		}
		for i <= j && cmp(x[a], x[j]) < 0 {
			j--
		}
		if i > j {
			return i
		}
		x[i], x[j] = x[j], x[i]
		i++
		j--
	}
}

// nearlySorted moves up to five elements that are out of order and reports whether all is sorted then.
func nearlySorted[E any](x []E, cmp func(a, b E) int, a, b int) bool {
	i := a + 1
	for range 5 {
		for i < b && cmp(x[i], x[i-1]) >= 0 {
			i++
		}
		if i == b {
			return true
		}
		if b-a < 50 {
			return false
		}
		x[i], x[i-1] = x[i-1], x[i]
		if i-a >= 2 {
			for j := i - 1; j >= 1 && cmp(x[j], x[j-1]) < 0; j-- {
				x[j], x[j-1] = x[j-1], x[j]
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && cmp(x[j], x[j-1]) < 0; j++ {
				x[j], x[j-1] = x[j-1], x[j]
			}
		}
	}
	return false
}

// breakPatterns exchanges three elements in the middle with others. Which ones depends on the length only.
func breakPatterns[E any](x []E, a, b int) {
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
		x[i], x[a+other] = x[a+other], x[i]
	}
}

// How the elements that choosePivot looks at are ordered.
const (
	unordered = iota
	ascending
	descending
)

// choosePivot returns the median of three elements, or of three such medians.
func choosePivot[E any](x []E, cmp func(a, b E) int, a, b int) (pivot, order int) {
	n := b - a
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	swaps := 0
	if n >= 50 {
		i = median(x, cmp, i-1, i, i+1, &swaps)
		j = median(x, cmp, j-1, j, j+1, &swaps)
		k = median(x, cmp, k-1, k, k+1, &swaps)
	}
	j = median(x, cmp, i, j, k, &swaps)
	switch swaps {
	case 0:
		return j, ascending
	case 12:
		return j, descending
	}
	return j, unordered
}

func median[E any](x []E, cmp func(a, b E) int, a, b, c int, swaps *int) int {
	if cmp(x[b], x[a]) < 0 {
		*swaps++
		a, b = b, a
	}
	if cmp(x[c], x[b]) < 0 {
		*swaps++
		b, c = c, b
	}
	if cmp(x[b], x[a]) < 0 {
		*swaps++
		a, b = b, a
	}
	return b
}
