// plain
// debug.SetGCPercent says how much is allocated between collections.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

var sink []byte

// collections tells how many there are while so many MiB are allocated.
func collections(megabytes int) uint32 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range megabytes * 16 {
		sink = make([]byte, 64<<10)
	}
	runtime.ReadMemStats(&after)
	return after.NumGC - before.NumGC
}

func main() {
	fmt.Println(debug.SetGCPercent(50))
	fmt.Println(debug.SetGCPercent(-5))
	fmt.Println("off:", collections(100))
	fmt.Println(debug.SetGCPercent(400))
	seldom := collections(400)
	fmt.Println(debug.SetGCPercent(20))
	often := collections(400)
	fmt.Println(seldom > 0, often > 2*seldom)
	fmt.Println(debug.SetGCPercent(100))

	fmt.Println(debug.SetMemoryLimit(-1), debug.SetMemoryLimit(1<<40), debug.SetMemoryLimit(-1))
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(64 << 20)
	fmt.Println("off, but for the limit:", collections(400) > 0)
}
