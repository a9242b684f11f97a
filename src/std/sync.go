// Package sync has locks and other basic synchronisation, all of it on one semaphore primitive.
package sync

import "sync/atomic"

// Why a goroutine waits for a semaphore; the VM knows the texts.
const (
	waitRWLock = iota
	waitGroup
)

// semacquire waits until *s > 0 and decrements it.
func semacquire(s *uint32, reason int)

// semrelease increments *s and wakes one waiter.
func semrelease(s *uint32)

// lock and unlock work on the word of a mutex, 0 when free.
func lock(state *uint64)
func tryLock(state *uint64) bool
func unlock(state *uint64)

// caller says, for reports, who called the calling function, which has that number; startedBy that the running goroutine
// was started there. The VM knows the numbers.
func caller(function int) uint64
func startedBy(made uint64)

const byWaitGroupGo = 12

// fatal ends the program with `fatal error: ` and the text; it cannot be recovered.
func fatal(text string)

// A Locker can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// A Mutex is a mutual exclusion lock; its zero value is unlocked.
type Mutex struct{ state uint64 }

// Lock locks m, waiting until it can.
func (m *Mutex) Lock() { lock(&m.state) }

// TryLock locks m if it is unlocked.
func (m *Mutex) TryLock() bool { return tryLock(&m.state) }

// Unlock unlocks m; unlocking an unlocked mutex is a fatal error.
func (m *Mutex) Unlock() { unlock(&m.state) }

// An RWMutex is held by any number of readers or by one writer; its zero value is unlocked.
type RWMutex struct {
	w           Mutex
	writerSem   uint32
	readerSem   uint32
	readerCount int32 // minus rwmutexMaxReaders while a writer waits or holds it
	readerWait  int32 // readers that a waiting writer waits for
	_           uint64 // for reports: its mark, by which goroutines know what they have locked for reading
}

// readLock adds a reader and waits while there is a writer; readUnlock returns what it leaves in readerCount.
func readLock(rw *RWMutex)
func tryReadLock(rw *RWMutex) bool
func readUnlock(rw *RWMutex) int32

const rwmutexMaxReaders = 1 << 30

// RLock locks rw for reading.
func (rw *RWMutex) RLock() { readLock(rw) }

// TryRLock locks rw for reading if no writer has it or waits for it.
func (rw *RWMutex) TryRLock() bool { return tryReadLock(rw) }

// RUnlock undoes one RLock.
func (rw *RWMutex) RUnlock() {
	if r := readUnlock(rw); r < 0 {
		if r+1 == 0 || r+1 == -rwmutexMaxReaders {
			fatal("sync: RUnlock of unlocked RWMutex")
		}
		if atomic.AddInt32(&rw.readerWait, -1) == 0 {
			semrelease(&rw.writerSem)
		}
	}
}

// Lock locks rw for writing.
func (rw *RWMutex) Lock() {
	lock(&rw.w.state)
	r := atomic.AddInt32(&rw.readerCount, -rwmutexMaxReaders) + rwmutexMaxReaders
	if r != 0 && atomic.AddInt32(&rw.readerWait, r) != 0 {
		semacquire(&rw.writerSem, waitRWLock)
	}
}

// TryLock locks rw for writing if nobody has it.
func (rw *RWMutex) TryLock() bool {
	if !rw.w.TryLock() {
		return false
	}
	if !atomic.CompareAndSwapInt32(&rw.readerCount, 0, -rwmutexMaxReaders) {
		rw.w.Unlock()
		return false
	}
	return true
}

// Unlock unlocks rw for writing.
func (rw *RWMutex) Unlock() {
	r := atomic.AddInt32(&rw.readerCount, rwmutexMaxReaders)
	if r >= rwmutexMaxReaders {
		fatal("sync: Unlock of unlocked RWMutex")
	}
	for i := 0; i < int(r); i++ {
		semrelease(&rw.readerSem)
	}
	rw.w.Unlock()
}

// RLocker returns a Locker whose methods are rw's RLock and RUnlock.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }

// A WaitGroup waits for a number of tasks to finish.
type WaitGroup struct {
	noCopy noCopy
	state  uint64 // the counter in the upper half, waiters in the lower
	sema   uint32
}

// Add adds delta, which may be negative, to the counter; at zero the waiters go on.
func (wg *WaitGroup) Add(delta int) {
	state := atomic.AddUint64(&wg.state, uint64(delta)<<32)
	v, w := int32(state>>32), uint32(state)
	if v < 0 {
		panic("sync: negative WaitGroup counter")
	}
	if w != 0 && delta > 0 && v == int32(delta) {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	if v > 0 || w == 0 {
		return
	}
	if atomic.LoadUint64(&wg.state) != state {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	atomic.StoreUint64(&wg.state, 0)
	for ; w != 0; w-- {
		semrelease(&wg.sema)
	}
}

// Done subtracts one.
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Wait waits until the counter is zero.
func (wg *WaitGroup) Wait() {
	for {
		state := atomic.LoadUint64(&wg.state)
		if int32(state>>32) == 0 {
			return
		}
		if atomic.CompareAndSwapUint64(&wg.state, state, state+1) {
			semacquire(&wg.sema, waitGroup)
			if atomic.LoadUint64(&wg.state) != 0 {
				panic("sync: WaitGroup is reused before previous Wait has returned")
			}
			return
		}
	}
}

// Go runs f in a new goroutine that counts as a task.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	made := caller(byWaitGroupGo)
	go func() {
		startedBy(made)
		defer func() {
			if x := recover(); x != nil {
				// The program ends here; Done would let Wait return first.
				panic(x)
			}
			wg.Done()
		}()
		f()
	}()
}

// A Once runs one function once.
type Once struct {
	_    noCopy
	done atomic.Bool
	m    Mutex
}

// Do calls f if it is the first call; others wait until that call is over.
func (o *Once) Do(f func()) {
	if !o.done.Load() {
		o.doSlow(f)
	}
}

func (o *Once) doSlow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if !o.done.Load() {
		defer o.done.Store(true)
		f()
	}
}

// OnceFunc returns a function that calls f once; if f panics, every call panics with the same value.
func OnceFunc(f func()) func() {
	d := struct {
		f     func()
		once  Once
		valid bool
		p     any
	}{f: f}
	return func() {
		d.once.Do(func() {
			defer func() {
				d.f = nil
				d.p = recover()
				if !d.valid {
					panic(d.p)
				}
			}()
			d.f()
			d.valid = true
		})
		if !d.valid {
			panic(d.p)
		}
	}
}

// A notifyList hands out tickets and knows the next one to be notified.
type notifyList struct {
	wait   uint64
	notify uint64
}

func notifyAdd(list *notifyList) uint64
func notifyWait(list *notifyList, ticket uint64)
func notifyOne(list *notifyList)
func notifyAll(list *notifyList)

// A Cond is a place where goroutines wait for something to happen.
type Cond struct {
	noCopy noCopy
	// L is held when the condition is looked at or changed.
	L      Locker
	notify notifyList
}

// NewCond returns a Cond with Locker l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait unlocks c.L, waits for Signal or Broadcast, and locks c.L again.
func (c *Cond) Wait() {
	t := notifyAdd(&c.notify)
	c.L.Unlock()
	notifyWait(&c.notify, t)
	c.L.Lock()
}

// Signal wakes one waiter.
func (c *Cond) Signal() { notifyOne(&c.notify) }

// Broadcast wakes all waiters.
func (c *Cond) Broadcast() { notifyAll(&c.notify) }

// A Pool keeps values for reuse.
type Pool struct {
	noCopy noCopy
	mu     Mutex
	items  []any
	// New makes a value when there is none.
	New func() any
}

// Put gives x to the pool.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	p.mu.Lock()
	if len(p.items) < 64 {
		p.items = append(p.items, x)
	}
	p.mu.Unlock()
}

// Get takes a value from the pool, or from New.
func (p *Pool) Get() any {
	p.mu.Lock()
	if n := len(p.items); n > 0 {
		x := p.items[n-1]
		p.items[n-1] = nil
		p.items = p.items[:n-1]
		p.mu.Unlock()
		return x
	}
	p.mu.Unlock()
	if p.New != nil {
		return p.New()
	}
	return nil
}

// A Map is a map that goroutines may share.
type Map struct {
	_  noCopy
	mu Mutex
	m  map[any]any
}

// Load returns the value of key.
func (m *Map) Load(key any) (value any, ok bool) {
	m.mu.Lock()
	value, ok = m.m[key]
	m.mu.Unlock()
	return
}

// Store sets the value of key.
func (m *Map) Store(key, value any) { m.Swap(key, value) }

// Clear deletes everything.
func (m *Map) Clear() {
	m.mu.Lock()
	m.m = nil
	m.mu.Unlock()
}

// LoadOrStore returns the value of key if there is one, and stores value otherwise.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if actual, loaded = m.m[key]; loaded {
		return
	}
	if m.m == nil {
		m.m = make(map[any]any)
	}
	m.m[key] = value
	return value, false
}

// LoadAndDelete deletes key and returns its value.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, loaded = m.m[key]
	delete(m.m, key)
	return
}

// Delete deletes key.
func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

// Swap sets the value of key and returns the old one.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	previous, loaded = m.m[key]
	if m.m == nil {
		m.m = make(map[any]any)
	}
	m.m[key] = value
	return
}

// CompareAndSwap sets the value of key to new if it is old.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok := m.m[key]; !ok || v != old {
		return false
	}
	m.m[key] = new
	return true
}

// CompareAndDelete deletes key if its value is old.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok := m.m[key]; !ok || v != old {
		return false
	}
	delete(m.m, key)
	return true
}

// Range calls f for each key and value until it returns false.
func (m *Map) Range(f func(key, value any) bool) {
	m.mu.Lock()
	keys := make([]any, 0, len(m.m))
	for k := range m.m {
		keys = append(keys, k)
	}
	m.mu.Unlock()
	for _, k := range keys {
		if v, ok := m.Load(k); ok && !f(k, v) {
			return
		}
	}
}

// OnceValue returns a function that calls f once and then returns what it gave.
func OnceValue[T any](f func() T) func() T {
	d := struct {
		f     func() T
		once  Once
		valid bool
		p     any
		value T
	}{f: f}
	return func() T {
		d.once.Do(func() {
			defer func() {
				d.f = nil
				d.p = recover()
				if !d.valid {
					panic(d.p)
				}
			}()
			d.value = d.f()
			d.valid = true
		})
		if !d.valid {
			panic(d.p)
		}
		return d.value
	}
}

// OnceValues is OnceValue for a function with two results.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	type pair struct {
		a T1
		b T2
	}
	once := OnceValue(func() pair {
		a, b := f()
		return pair{a, b}
	})
	return func() (T1, T2) {
		p := once()
		return p.a, p.b
	}
}
