// Package iter has the types of functions that loops range over.
package iter

// A Seq yields values.
type Seq[V any] func(yield func(V) bool)

// A Seq2 yields pairs.
type Seq2[K, V any] func(yield func(K, V) bool)

type pulled[V any] struct {
	v  V
	ok bool
}

// Pull turns seq into a function that gives the next value; stop ends it.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	next2, stop := Pull2(func(yield func(V, struct{}) bool) {
		seq(func(v V) bool { return yield(v, struct{}{}) })
	})
	return func() (V, bool) {
		v, _, ok := next2()
		return v, ok
	}, stop
}

// Pull2 is Pull for pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var (
		k        K
		v        V
		ok       bool
		done     bool
		started  bool
		panicked any
		resume   = make(chan bool)
		yielded  = make(chan struct{})
	)
	run := func() {
		defer func() {
			panicked = recover()
			done = true
			ok = false
			yielded <- struct{}{}
		}()
		if !<-resume {
			return
		}
		seq(func(k1 K, v1 V) bool {
			k, v, ok = k1, v1, true
			yielded <- struct{}{}
			return <-resume
		})
	}
	step := func(on bool) {
		if !started {
			started = true
			go run()
		}
		resume <- on
		<-yielded
		if panicked != nil {
			p := panicked
			panicked = nil
			panic(p)
		}
	}
	next = func() (k1 K, v1 V, ok1 bool) {
		if done {
			return
		}
		step(true)
		if !ok {
			return
		}
		return k, v, true
	}
	stop = func() {
		if done {
			return
		}
		if !started {
			done = true
			return
		}
		step(false)
		done = true
	}
	return next, stop
}
