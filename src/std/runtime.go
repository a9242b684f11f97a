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

// A MemStats holds what the collector knows; fields that have no meaning here stay zero.
type MemStats struct {
	Alloc, TotalAlloc, Sys, Mallocs, Frees          uint64
	HeapAlloc, HeapSys, HeapIdle, HeapInuse         uint64
	HeapReleased, HeapObjects, NextGC, PauseTotalNs uint64
	NumGC, NumForcedGC                              uint32
}

func readMemStats(into []uint64)

// ReadMemStats fills m.
func ReadMemStats(m *MemStats) {
	w := make([]uint64, 15)
	readMemStats(w)
	m.Alloc, m.TotalAlloc, m.Sys, m.Mallocs, m.Frees = w[0], w[1], w[2], w[3], w[4]
	m.HeapAlloc, m.HeapSys, m.HeapIdle, m.HeapInuse = w[5], w[6], w[7], w[8]
	m.HeapReleased, m.HeapObjects, m.NextGC, m.PauseTotalNs = w[9], w[10], w[11], w[12]
	m.NumGC, m.NumForcedGC = uint32(w[13]), uint32(w[14])
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
