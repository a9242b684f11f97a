// plain
// What the numbers of runtime.MemStats have to do with each other and with what the program does.
package main

import (
	"fmt"
	"runtime"
)

type node struct {
	next *node
	data [10]int
}

var kept *node

func read() *runtime.MemStats {
	m := new(runtime.MemStats)
	runtime.ReadMemStats(m)
	return m
}

func main() {
	runtime.GC()
	before := read()
	for i := range 10_000 {
		kept = &node{kept, [10]int{i}}
	}
	runtime.GC()
	after := read()
	fmt.Println("allocated:", after.Mallocs-before.Mallocs >= 10_000, after.TotalAlloc-before.TotalAlloc >= 880_000)
	fmt.Println("alive:", after.HeapObjects-before.HeapObjects >= 10_000, after.HeapAlloc-before.HeapAlloc >= 880_000)
	fmt.Println("but not much more:", after.HeapObjects-before.HeapObjects < 11_000, after.HeapAlloc-before.HeapAlloc < 2_000_000)
	fmt.Println("collections:", after.NumGC > before.NumGC, after.NumForcedGC-before.NumForcedGC)

	kept = nil
	runtime.GC()
	end := read()
	fmt.Println("freed:", end.Frees-after.Frees >= 10_000, end.HeapObjects < after.HeapObjects, end.HeapAlloc < after.HeapAlloc)
	fmt.Println("never fewer:", end.Mallocs >= after.Mallocs, end.TotalAlloc >= after.TotalAlloc, end.PauseTotalNs >= after.PauseTotalNs)
	for _, m := range []*runtime.MemStats{before, after, end} {
		fmt.Println(m.Alloc == m.HeapAlloc, m.HeapObjects == m.Mallocs-m.Frees, m.HeapSys == m.HeapInuse+m.HeapIdle,
			m.HeapAlloc <= m.HeapInuse, m.HeapReleased <= m.HeapIdle, m.Sys >= m.HeapSys, m.NextGC > m.HeapAlloc, m.LastGC > 0,
			m.EnableGC, m.DebugGC, m.Lookups)
	}
	fmt.Println("the last pause:", end.PauseNs[(end.NumGC+255)%256] > 0, end.PauseEnd[(end.NumGC+255)%256] == end.LastGC)
}
