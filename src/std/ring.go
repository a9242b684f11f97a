// Package ring is a circular list without beginning and end.
package ring

// A Ring is an element, and so the whole ring. Its zero value is a ring of one.
type Ring struct {
	next, prev *Ring
	// Value is what the user stores.
	Value any
}

// New makes a ring of n elements.
func New(n int) *Ring {
	if n <= 0 {
		return nil
	}
	r := new(Ring)
	last := r
	for range n - 1 {
		last.next = &Ring{prev: last}
		last = last.next
	}
	last.next, r.prev = r, last
	return r
}

func (r *Ring) alone() bool {
	if r.next != nil {
		return false
	}
	r.next, r.prev = r, r
	return true
}

// Next returns the next element.
func (r *Ring) Next() *Ring {
	r.alone()
	return r.next
}

// Prev returns the element before.
func (r *Ring) Prev() *Ring {
	r.alone()
	return r.prev
}

// Move goes n elements on, or back if n is negative.
func (r *Ring) Move(n int) *Ring {
	if r.alone() {
		return r
	}
	for ; n > 0; n-- {
		r = r.next
	}
	for ; n < 0; n++ {
		r = r.prev
	}
	return r
}

// Link makes s the next of r, and returns what was.
func (r *Ring) Link(s *Ring) *Ring {
	n := r.Next()
	if s != nil {
		last := s.Prev()
		r.next, s.prev = s, r
		n.prev, last.next = last, n
	}
	return n
}

// Unlink removes n elements after r and returns them.
func (r *Ring) Unlink(n int) *Ring {
	if n <= 0 {
		return nil
	}
	return r.Link(r.Move(n + 1))
}

// Len counts the elements.
func (r *Ring) Len() int {
	if r == nil {
		return 0
	}
	n := 1
	for p := r.Next(); p != r; p = p.next {
		n++
	}
	return n
}

// Do calls f for each value, this one first.
func (r *Ring) Do(f func(any)) {
	if r == nil {
		return
	}
	f(r.Value)
	for p := r.Next(); p != r; p = p.next {
		f(p.Value)
	}
}
