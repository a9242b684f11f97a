// debug.ReadGCStats.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"time"
)

func main() {
	start := time.Now()
	for range 7 {
		runtime.GC()
	}
	stats := debug.GCStats{PauseQuantiles: make([]time.Duration, 5)}
	debug.ReadGCStats(&stats)
	fmt.Println(stats.NumGC >= 7, len(stats.Pause) == int(stats.NumGC), len(stats.PauseEnd) == len(stats.Pause))
	var sum time.Duration
	for i, pause := range stats.Pause {
		sum += pause
		if i > 0 && stats.PauseEnd[i].After(stats.PauseEnd[i-1]) {
			fmt.Println("the latest is not first")
		}
	}
	fmt.Println(sum == stats.PauseTotal, stats.LastGC.Equal(stats.PauseEnd[0]), !stats.LastGC.Before(start.Add(-time.Second)))
	fmt.Println(slices.IsSorted(stats.PauseQuantiles), stats.PauseQuantiles[0] == slices.Min(stats.Pause),
		stats.PauseQuantiles[4] == slices.Max(stats.Pause))
}
