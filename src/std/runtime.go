// Package runtime is the guest's view of the VM. The VM itself makes the error values below.
package runtime

// Compiler names the toolchain.
const Compiler = "minigo"

// GOARCH is the architecture that integer sizes follow.
const GOARCH = "amd64"

// GOOS is the operating system that programs see.
const GOOS = "linux"

// Error identifies a run-time error, as opposed to an ordinary panic value.
type Error interface {
	error
	// RuntimeError is a marker.
	RuntimeError()
}

type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

type boundsError struct{ text string }

func (e boundsError) RuntimeError() {}
func (e boundsError) Error() string { return "runtime error: " + e.text }

// A TypeAssertionError explains a failed type assertion.
type TypeAssertionError struct{ text string }

func (*TypeAssertionError) RuntimeError() {}
func (e *TypeAssertionError) Error() string { return e.text }

// A PanicNilError is what recover returns after panic(nil).
type PanicNilError struct{ _ [0]func() }

func (*PanicNilError) RuntimeError() {}
func (*PanicNilError) Error() string { return "runtime error: panic called with nil argument" }

// Gosched lets other goroutines run.
func Gosched()

// Goexit runs the deferred calls of the calling goroutine and ends it.
func Goexit()

// GC runs a collection.
func GC()

// NumGoroutine returns the number of goroutines that exist.
func NumGoroutine() int

// NumCPU returns the number of workers.
func NumCPU() int

// GOMAXPROCS returns the number of workers; the argument is ignored, since it is fixed when a VM starts.
func GOMAXPROCS(n int) int

// Version returns the version of Go whose language this is.
func Version() string { return "go1.27" }

// KeepAlive marks its argument as reachable.
func KeepAlive(x any) {}

// A MemStats holds what the collector has counted; fields that have no meaning here stay zero.
type MemStats struct {
	Alloc, TotalAlloc, Sys, Lookups, Mallocs, Frees uint64

	HeapAlloc, HeapSys, HeapIdle, HeapInuse, HeapReleased, HeapObjects uint64

	StackInuse, StackSys, MSpanInuse, MSpanSys, MCacheInuse, MCacheSys uint64

	BuckHashSys, GCSys, OtherSys uint64

	NextGC, LastGC, PauseTotalNs uint64
	PauseNs, PauseEnd            [256]uint64
	NumGC, NumForcedGC           uint32
	GCCPUFraction                float64
	EnableGC, DebugGC            bool

	BySize [61]struct {
		Size           uint32
		Mallocs, Frees uint64
	}
}

func readMemStats(into, pauses, ends []uint64)

// ReadMemStats fills m.
func ReadMemStats(m *MemStats) {
	var w [16]uint64
	*m = MemStats{}
	readMemStats(w[:], m.PauseNs[:], m.PauseEnd[:])
	m.Alloc, m.TotalAlloc, m.Sys, m.Mallocs, m.Frees = w[0], w[1], w[2], w[3], w[4]
	m.HeapAlloc, m.HeapSys, m.HeapInuse, m.HeapReleased, m.HeapObjects = w[0], w[5], w[6], w[7], w[8]
	m.HeapIdle = m.HeapSys - m.HeapInuse
	m.StackInuse, m.StackSys, m.GCSys = w[9], w[9], w[10]
	m.NextGC, m.LastGC, m.PauseTotalNs = w[11], w[12], w[13]
	m.NumGC, m.NumForcedGC = uint32(w[14]), uint32(w[15])
	m.EnableGC = true
}

// A Frame is a place in a call stack.
type Frame struct {
	Function string
	File     string
	Line     int
}

func caller(skip int) (function, file string, line int)

// Caller reports where the skip-th caller of its caller is.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	_, file, line = caller(skip + 1)
	return 0, file, line, file != ""
}

func stack(all bool) string

// Stack writes a traceback into buf and returns its length.
func Stack(buf []byte, all bool) int { return copy(buf, stack(all)) }

// printArgs is what the compiler makes of the predeclared print and println.
func printArgs(newline bool, args []any)
