// Package debug steers the collector and prints the stack of the running goroutine.
package debug

import (
	"os"
	"runtime"
	"slices"
	"time"
)

// FreeOSMemory collects garbage and gives back to the operating system as much memory as it can.
func FreeOSMemory()

// SetGCPercent lets the heap grow by so many percent of what is alive before the next collection, and returns what it was
// before. With a negative percentage the heap grows until it comes near the memory limit.
func SetGCPercent(percent int) int

// SetMemoryLimit asks for more collections when the program needs more than so many bytes, and returns the limit that held
// before; a negative limit changes nothing.
func SetMemoryLimit(limit int64) int64

// Stack returns a traceback of the running goroutine.
func Stack() []byte {
	buf := make([]byte, 1024)
	for {
		n := runtime.Stack(buf, false)
		if n < len(buf) {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}

// PrintStack writes to standard error what Stack returns.
func PrintStack() { os.Stderr.Write(Stack()) }

// GCStats tells about past collections.
type GCStats struct {
	// LastGC is when the last one ended.
	LastGC time.Time
	// NumGC is how many there were.
	NumGC int64
	// PauseTotal is how long the program stood still for them.
	PauseTotal time.Duration
	// Pause and PauseEnd are lengths and ends of pauses, the latest first.
	Pause    []time.Duration
	PauseEnd []time.Time
	// PauseQuantiles is to be filled if it is not empty: least, quantiles between, and longest pause.
	PauseQuantiles []time.Duration
}

// ReadGCStats fills stats.
func ReadGCStats(stats *GCStats) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	n := min(int(m.NumGC), len(m.PauseNs))
	stats.NumGC = int64(m.NumGC)
	stats.PauseTotal = time.Duration(m.PauseTotalNs)
	stats.LastGC = time.Unix(0, int64(m.LastGC))
	stats.Pause, stats.PauseEnd = stats.Pause[:0], stats.PauseEnd[:0]
	for i := range n {
		at := (int(m.NumGC) - 1 - i) % len(m.PauseNs)
		stats.Pause = append(stats.Pause, time.Duration(m.PauseNs[at]))
		stats.PauseEnd = append(stats.PauseEnd, time.Unix(0, int64(m.PauseEnd[at])))
	}
	quantiles := stats.PauseQuantiles
	if len(quantiles) == 0 {
		return
	}
	clear(quantiles)
	if n == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(stats.Pause))
	last := len(quantiles) - 1
	for i := range last {
		quantiles[i] = sorted[len(sorted)*i/last]
	}
	quantiles[last] = sorted[n-1]
}
