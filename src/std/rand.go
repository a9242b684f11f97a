// Package rand gives pseudo-random numbers from the VM's seeded source.
package rand

// next is the VM's source.
func next() uint64

// A Source gives numbers in [0, 1<<63).
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// A Source64 gives 64 random bits too.
type Source64 interface {
	Source
	Uint64() uint64
}

type seeded struct{ s uint64 }

// Seed starts the sequence of that seed.
func (s *seeded) Seed(seed int64) { s.s = uint64(seed) }

// Uint64 is SplitMix64.
func (s *seeded) Uint64() uint64 {
	s.s += 0x9e3779b97f4a7c15
	z := s.s
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (s *seeded) Int63() int64 { return int64(s.Uint64() >> 1) }

// NewSource returns a source that begins with the seed; its numbers are not those of Go's.
func NewSource(seed int64) Source { return &seeded{uint64(seed)} }

type vmSource struct{}

func (vmSource) Seed(seed int64) {}
func (vmSource) Uint64() uint64  { return next() }
func (vmSource) Int63() int64    { return int64(next() >> 1) }

// A Rand draws from a source.
type Rand struct{ src Source }

// New returns a Rand over src.
func New(src Source) *Rand { return &Rand{src} }

var global = &Rand{vmSource{}}

// Seed starts the sequence of that seed.
func (r *Rand) Seed(seed int64) { r.src.Seed(seed) }

// Int63 returns a number in [0, 1<<63).
func (r *Rand) Int63() int64 { return r.src.Int63() }

// Uint32 returns 32 random bits.
func (r *Rand) Uint32() uint32 { return uint32(r.Int63() >> 31) }

// Uint64 returns 64 random bits.
func (r *Rand) Uint64() uint64 {
	if s, ok := r.src.(Source64); ok {
		return s.Uint64()
	}
	return uint64(r.Int63())>>31 | uint64(r.Int63())<<32
}

// Int31 returns a number in [0, 1<<31).
func (r *Rand) Int31() int32 { return int32(r.Int63() >> 32) }

// Int returns a number that is not negative.
func (r *Rand) Int() int { return int(uint(r.Int63())) }

// Int63n returns a number in [0, n).
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.Int63() & (n - 1)
	}
	limit := int64((1 << 63) - 1 - (1<<63)%uint64(n))
	v := r.Int63()
	for v > limit {
		v = r.Int63()
	}
	return v % n
}

// Int31n returns a number in [0, n).
func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	return int32(r.Int63n(int64(n)))
}

// Intn returns a number in [0, n).
func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	return int(r.Int63n(int64(n)))
}

// Float64 returns a number in [0, 1).
func (r *Rand) Float64() float64 { return float64(r.Int63()>>10) / (1 << 53) }

// Float32 returns a number in [0, 1).
func (r *Rand) Float32() float32 { return float32(r.Int63()>>39) / (1 << 24) }

// Perm returns the numbers below n in random order.
func (r *Rand) Perm(n int) []int {
	m := make([]int, n)
	for i := range m {
		j := r.Intn(i + 1)
		m[i] = m[j]
		m[j] = i
	}
	return m
}

// Shuffle puts n things in random order.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		swap(i, r.Intn(i+1))
	}
}

func ln(x float64) float64
func sqrt(x float64) float64

// NormFloat64 returns a normally distributed number (Marsaglia's polar method).
func (r *Rand) NormFloat64() float64 {
	for {
		u, v := 2*r.Float64()-1, 2*r.Float64()-1
		if s := u*u + v*v; s > 0 && s < 1 {
			return u * sqrt(-2*ln(s)/s)
		}
	}
}

// ExpFloat64 returns an exponentially distributed number.
func (r *Rand) ExpFloat64() float64 { return -ln(1 - r.Float64()) }

// Seed makes the package's functions follow the sequence of that seed.
func Seed(seed int64) { global.src = NewSource(seed) }

// Int63 returns a number in [0, 1<<63).
func Int63() int64 { return global.Int63() }

// Uint32 returns 32 random bits.
func Uint32() uint32 { return global.Uint32() }

// Uint64 returns 64 random bits.
func Uint64() uint64 { return global.Uint64() }

// Int31 returns a number in [0, 1<<31).
func Int31() int32 { return global.Int31() }

// Int returns a number that is not negative.
func Int() int { return global.Int() }

// Int63n returns a number in [0, n).
func Int63n(n int64) int64 { return global.Int63n(n) }

// Int31n returns a number in [0, n).
func Int31n(n int32) int32 { return global.Int31n(n) }

// Intn returns a number in [0, n).
func Intn(n int) int { return global.Intn(n) }

// Float64 returns a number in [0, 1).
func Float64() float64 { return global.Float64() }

// Float32 returns a number in [0, 1).
func Float32() float32 { return global.Float32() }

// Perm returns the numbers below n in random order.
func Perm(n int) []int { return global.Perm(n) }

// Shuffle puts n things in random order.
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }

// NormFloat64 returns a normally distributed number.
func NormFloat64() float64 { return global.NormFloat64() }

// ExpFloat64 returns an exponentially distributed number.
func ExpFloat64() float64 { return global.ExpFloat64() }
