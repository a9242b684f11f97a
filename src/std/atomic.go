// Package atomic has the atomic operations. Every word of the VM is read and written atomically; these are ordered too.
package atomic

func addInt32(addr *int32, delta int32) int32
func addInt64(addr *int64, delta int64) int64
func loadInt32(addr *int32) int32
func loadInt64(addr *int64) int64
func storeInt32(addr *int32, v int32)
func storeInt64(addr *int64, v int64)
func swapInt32(addr *int32, v int32) int32
func swapInt64(addr *int64, v int64) int64
func casInt32(addr *int32, old, new int32) bool
func casInt64(addr *int64, old, new int64) bool
func andInt64(addr *int64, mask int64) int64
func orInt64(addr *int64, mask int64) int64
func andInt32(addr *int32, mask int32) int32
func orInt32(addr *int32, mask int32) int32

func addUint32(addr *uint32, delta uint32) uint32
func addUint64(addr *uint64, delta uint64) uint64
func loadUint32(addr *uint32) uint32
func loadUint64(addr *uint64) uint64
func storeUint32(addr *uint32, v uint32)
func storeUint64(addr *uint64, v uint64)
func swapUint32(addr *uint32, v uint32) uint32
func swapUint64(addr *uint64, v uint64) uint64
func casUint32(addr *uint32, old, new uint32) bool
func casUint64(addr *uint64, old, new uint64) bool
func andUint32(addr *uint32, mask uint32) uint32
func orUint32(addr *uint32, mask uint32) uint32
func andUint64(addr *uint64, mask uint64) uint64
func orUint64(addr *uint64, mask uint64) uint64

// AddInt32 adds delta to *addr and returns the new value.
func AddInt32(addr *int32, delta int32) (new int32) { return addInt32(addr, delta) }

// LoadInt32 returns *addr.
func LoadInt32(addr *int32) (val int32) { return loadInt32(addr) }

// StoreInt32 sets *addr.
func StoreInt32(addr *int32, val int32) { storeInt32(addr, val) }

// SwapInt32 sets *addr and returns the old value.
func SwapInt32(addr *int32, new int32) (old int32) { return swapInt32(addr, new) }

// CompareAndSwapInt32 sets *addr to new if it is old.
func CompareAndSwapInt32(addr *int32, old, new int32) (swapped bool) { return casInt32(addr, old, new) }

// AndInt32 clears the bits of *addr that are not in mask and returns the old value.
func AndInt32(addr *int32, mask int32) (old int32) { return andInt32(addr, mask) }

// OrInt32 sets the bits of mask in *addr and returns the old value.
func OrInt32(addr *int32, mask int32) (old int32) { return orInt32(addr, mask) }

// A Int32 is an atomic int32.
type Int32 struct {
	_ noCopy
	v int32
}

// Load returns the value.
func (x *Int32) Load() int32 { return loadInt32(&x.v) }

// Store sets the value.
func (x *Int32) Store(val int32) { storeInt32(&x.v, val) }

// Swap sets the value and returns the old one.
func (x *Int32) Swap(new int32) (old int32) { return swapInt32(&x.v, new) }

// CompareAndSwap sets the value to new if it is old.
func (x *Int32) CompareAndSwap(old, new int32) (swapped bool) { return casInt32(&x.v, old, new) }

// Add adds delta and returns the new value.
func (x *Int32) Add(delta int32) (new int32) { return addInt32(&x.v, delta) }

// And clears the bits that are not in mask and returns the old value.
func (x *Int32) And(mask int32) (old int32) { return andInt32(&x.v, mask) }

// Or sets the bits of mask and returns the old value.
func (x *Int32) Or(mask int32) (old int32) { return orInt32(&x.v, mask) }

// AddInt64 adds delta to *addr and returns the new value.
func AddInt64(addr *int64, delta int64) (new int64) { return addInt64(addr, delta) }

// LoadInt64 returns *addr.
func LoadInt64(addr *int64) (val int64) { return loadInt64(addr) }

// StoreInt64 sets *addr.
func StoreInt64(addr *int64, val int64) { storeInt64(addr, val) }

// SwapInt64 sets *addr and returns the old value.
func SwapInt64(addr *int64, new int64) (old int64) { return swapInt64(addr, new) }

// CompareAndSwapInt64 sets *addr to new if it is old.
func CompareAndSwapInt64(addr *int64, old, new int64) (swapped bool) { return casInt64(addr, old, new) }

// AndInt64 clears the bits of *addr that are not in mask and returns the old value.
func AndInt64(addr *int64, mask int64) (old int64) { return andInt64(addr, mask) }

// OrInt64 sets the bits of mask in *addr and returns the old value.
func OrInt64(addr *int64, mask int64) (old int64) { return orInt64(addr, mask) }

// A Int64 is an atomic int64.
type Int64 struct {
	_ noCopy
	v int64
}

// Load returns the value.
func (x *Int64) Load() int64 { return loadInt64(&x.v) }

// Store sets the value.
func (x *Int64) Store(val int64) { storeInt64(&x.v, val) }

// Swap sets the value and returns the old one.
func (x *Int64) Swap(new int64) (old int64) { return swapInt64(&x.v, new) }

// CompareAndSwap sets the value to new if it is old.
func (x *Int64) CompareAndSwap(old, new int64) (swapped bool) { return casInt64(&x.v, old, new) }

// Add adds delta and returns the new value.
func (x *Int64) Add(delta int64) (new int64) { return addInt64(&x.v, delta) }

// And clears the bits that are not in mask and returns the old value.
func (x *Int64) And(mask int64) (old int64) { return andInt64(&x.v, mask) }

// Or sets the bits of mask and returns the old value.
func (x *Int64) Or(mask int64) (old int64) { return orInt64(&x.v, mask) }

// AddUint32 adds delta to *addr and returns the new value.
func AddUint32(addr *uint32, delta uint32) (new uint32) { return addUint32(addr, delta) }

// LoadUint32 returns *addr.
func LoadUint32(addr *uint32) (val uint32) { return loadUint32(addr) }

// StoreUint32 sets *addr.
func StoreUint32(addr *uint32, val uint32) { storeUint32(addr, val) }

// SwapUint32 sets *addr and returns the old value.
func SwapUint32(addr *uint32, new uint32) (old uint32) { return swapUint32(addr, new) }

// CompareAndSwapUint32 sets *addr to new if it is old.
func CompareAndSwapUint32(addr *uint32, old, new uint32) (swapped bool) { return casUint32(addr, old, new) }

// AndUint32 clears the bits of *addr that are not in mask and returns the old value.
func AndUint32(addr *uint32, mask uint32) (old uint32) { return andUint32(addr, mask) }

// OrUint32 sets the bits of mask in *addr and returns the old value.
func OrUint32(addr *uint32, mask uint32) (old uint32) { return orUint32(addr, mask) }

// A Uint32 is an atomic uint32.
type Uint32 struct {
	_ noCopy
	v uint32
}

// Load returns the value.
func (x *Uint32) Load() uint32 { return loadUint32(&x.v) }

// Store sets the value.
func (x *Uint32) Store(val uint32) { storeUint32(&x.v, val) }

// Swap sets the value and returns the old one.
func (x *Uint32) Swap(new uint32) (old uint32) { return swapUint32(&x.v, new) }

// CompareAndSwap sets the value to new if it is old.
func (x *Uint32) CompareAndSwap(old, new uint32) (swapped bool) { return casUint32(&x.v, old, new) }

// Add adds delta and returns the new value.
func (x *Uint32) Add(delta uint32) (new uint32) { return addUint32(&x.v, delta) }

// And clears the bits that are not in mask and returns the old value.
func (x *Uint32) And(mask uint32) (old uint32) { return andUint32(&x.v, mask) }

// Or sets the bits of mask and returns the old value.
func (x *Uint32) Or(mask uint32) (old uint32) { return orUint32(&x.v, mask) }

// AddUint64 adds delta to *addr and returns the new value.
func AddUint64(addr *uint64, delta uint64) (new uint64) { return addUint64(addr, delta) }

// LoadUint64 returns *addr.
func LoadUint64(addr *uint64) (val uint64) { return loadUint64(addr) }

// StoreUint64 sets *addr.
func StoreUint64(addr *uint64, val uint64) { storeUint64(addr, val) }

// SwapUint64 sets *addr and returns the old value.
func SwapUint64(addr *uint64, new uint64) (old uint64) { return swapUint64(addr, new) }

// CompareAndSwapUint64 sets *addr to new if it is old.
func CompareAndSwapUint64(addr *uint64, old, new uint64) (swapped bool) { return casUint64(addr, old, new) }

// AndUint64 clears the bits of *addr that are not in mask and returns the old value.
func AndUint64(addr *uint64, mask uint64) (old uint64) { return andUint64(addr, mask) }

// OrUint64 sets the bits of mask in *addr and returns the old value.
func OrUint64(addr *uint64, mask uint64) (old uint64) { return orUint64(addr, mask) }

// A Uint64 is an atomic uint64.
type Uint64 struct {
	_ noCopy
	v uint64
}

// Load returns the value.
func (x *Uint64) Load() uint64 { return loadUint64(&x.v) }

// Store sets the value.
func (x *Uint64) Store(val uint64) { storeUint64(&x.v, val) }

// Swap sets the value and returns the old one.
func (x *Uint64) Swap(new uint64) (old uint64) { return swapUint64(&x.v, new) }

// CompareAndSwap sets the value to new if it is old.
func (x *Uint64) CompareAndSwap(old, new uint64) (swapped bool) { return casUint64(&x.v, old, new) }

// Add adds delta and returns the new value.
func (x *Uint64) Add(delta uint64) (new uint64) { return addUint64(&x.v, delta) }

// And clears the bits that are not in mask and returns the old value.
func (x *Uint64) And(mask uint64) (old uint64) { return andUint64(&x.v, mask) }

// Or sets the bits of mask and returns the old value.
func (x *Uint64) Or(mask uint64) (old uint64) { return orUint64(&x.v, mask) }

type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// A Bool is an atomic bool.
type Bool struct {
	_ noCopy
	v uint32
}

func b32(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// Load returns the value.
func (x *Bool) Load() bool { return loadUint32(&x.v) != 0 }

// Store sets the value.
func (x *Bool) Store(val bool) { storeUint32(&x.v, b32(val)) }

// Swap sets the value and returns the old one.
func (x *Bool) Swap(new bool) (old bool) { return swapUint32(&x.v, b32(new)) != 0 }

// CompareAndSwap sets the value to new if it is old.
func (x *Bool) CompareAndSwap(old, new bool) (swapped bool) {
	return casUint32(&x.v, b32(old), b32(new))
}

func loadAny(addr *any) any
func storeAny(addr *any, v any)
func swapAny(addr *any, v any) any
func casAny(addr *any, old, new any) bool
func sameType(a, b any) bool

// A Value holds a value of one type; its zero value holds nil.
type Value struct{ v any }

// Load returns the value set last, or nil.
func (v *Value) Load() (val any) { return loadAny(&v.v) }

// Store sets the value; it panics if val is nil or of another type than the value before.
func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	if old := loadAny(&v.v); old != nil && !sameType(old, val) {
		panic("sync/atomic: store of inconsistently typed value into Value")
	}
	storeAny(&v.v, val)
}

// Swap sets the value and returns the old one.
func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	if old := loadAny(&v.v); old != nil && !sameType(old, new) {
		panic("sync/atomic: swap of inconsistently typed value into Value")
	}
	return swapAny(&v.v, new)
}

// CompareAndSwap sets the value to new if it equals old.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	if old != nil && !sameType(old, new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	for {
		cur := loadAny(&v.v)
		if cur != nil && !sameType(cur, new) {
			panic("sync/atomic: compare and swap of inconsistently typed value into Value")
		}
		if cur != old {
			return false
		}
		if casAny(&v.v, cur, new) {
			return true
		}
	}
}

// A Pointer is an atomic *T.
type Pointer[T any] struct {
	_ [0]*T
	_ noCopy
	v *T
}

// Load returns the pointer.
func (x *Pointer[T]) Load() *T { return x.v }

// Store sets the pointer.
func (x *Pointer[T]) Store(val *T) { swapWord(&x.v, val) }

// Swap sets the pointer and returns the old one.
func (x *Pointer[T]) Swap(new *T) (old *T) { return swapWord(&x.v, new) }

// CompareAndSwap sets the pointer to new if it is old.
func (x *Pointer[T]) CompareAndSwap(old, new *T) (swapped bool) { return casWord(&x.v, old, new) }

func swapWord[T any](addr **T, new *T) (old *T)
func casWord[T any](addr **T, old, new *T) bool
