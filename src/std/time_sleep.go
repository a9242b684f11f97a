package time

// Sleep pauses the calling goroutine for at least d.
func Sleep(d Duration)

// A runtimeTimer is the scheduler's: it sends the time on c without waiting or, if c is nil, starts f in a goroutine.
type runtimeTimer struct {
	when     int64
	period   int64
	queued   uint64
	active   uint64
	c        chan Time
	f        func()
	location *Location
}

// resetTimer has the timer expire after d nanoseconds, and then every period if that is positive; stopTimer has it not
// expire. Both take back a value that was sent and not received, and report whether the timer was running.
func resetTimer(t *runtimeTimer, d, period int64) bool
func stopTimer(t *runtimeTimer) bool

// Functions that make a channel for their caller; the VM knows the numbers.
const (
	byNewTimer = iota + 1
	byAfter
	byNewTicker
	byTick
)

// madeBy notes, for reports, that c was made by the calling function, for its caller.
func madeBy(c chan Time, function int)

// A Timer sends the time once.
type Timer struct {
	// C gets the time when the timer expires.
	C <-chan Time
	r *runtimeTimer
}

// NewTimer returns a timer that sends the time after at least d.
func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	madeBy(c, byNewTimer)
	t := &Timer{C: c, r: &runtimeTimer{c: c, location: Local}}
	resetTimer(t.r, int64(d), 0)
	return t
}

// AfterFunc calls f in a goroutine of its own after at least d.
func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{r: &runtimeTimer{f: f}}
	resetTimer(t.r, int64(d), 0)
	return t
}

// After returns a channel that gets the time after at least d.
func After(d Duration) <-chan Time {
	c := make(chan Time, 1)
	madeBy(c, byAfter)
	resetTimer(&runtimeTimer{c: c, location: Local}, int64(d), 0)
	return c
}

// Stop stops t and reports whether it was running.
func (t *Timer) Stop() bool {
	if t.r == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(t.r)
}

// Reset has t expire after d and reports whether it was running.
func (t *Timer) Reset(d Duration) bool {
	if t.r == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	return resetTimer(t.r, int64(d), 0)
}

// A Ticker sends the time again and again.
type Ticker struct {
	// C gets the ticks.
	C <-chan Time
	r *runtimeTimer
}

// NewTicker returns a ticker with period d, which must be positive.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	madeBy(c, byNewTicker)
	return newTicker(c, d)
}

func newTicker(c chan Time, d Duration) *Ticker {
	t := &Ticker{C: c, r: &runtimeTimer{c: c, location: Local}}
	resetTimer(t.r, int64(d), int64(d))
	return t
}

// Stop stops t; its channel stays open.
func (t *Ticker) Stop() {
	if t.r != nil {
		stopTimer(t.r)
	}
}

// Reset gives t another period.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.r == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	resetTimer(t.r, int64(d), int64(d))
}

// Tick returns the channel of a new ticker, or nil if d is not positive.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	c := make(chan Time, 1)
	madeBy(c, byTick)
	return newTicker(c, d).C
}
