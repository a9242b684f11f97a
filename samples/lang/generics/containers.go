package main

import "fmt"

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }

func (s *Stack[T]) Pop() (T, bool) {
	var zero T
	if len(s.items) == 0 {
		return zero, false
	}
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}

func (s Stack[T]) Len() int { return len(s.items) }

type List[T any] struct {
	head, tail *element[T]
	n          int
}

type element[T any] struct {
	value T
	next  *element[T]
}

func (l *List[T]) Append(xs ...T) *List[T] {
	for _, x := range xs {
		e := &element[T]{value: x}
		if l.tail == nil {
			l.head = e
		} else {
			l.tail.next = e
		}
		l.tail = e
		l.n++
	}
	return l
}

func (l *List[T]) All() func(yield func(int, T) bool) {
	return func(yield func(int, T) bool) {
		i := 0
		for e := l.head; e != nil; e = e.next {
			if !yield(i, e.value) {
				return
			}
			i++
		}
	}
}

type Tree[K any, V any] struct {
	less func(a, b K) bool
	root *node[K, V]
}

type node[K, V any] struct {
	key         K
	val         V
	left, right *node[K, V]
}

func NewTree[K, V any](less func(a, b K) bool) *Tree[K, V] {
	return &Tree[K, V]{less: less}
}

func (t *Tree[K, V]) Put(k K, v V) {
	p := &t.root
	for *p != nil {
		switch {
		case t.less(k, (*p).key):
			p = &(*p).left
		case t.less((*p).key, k):
			p = &(*p).right
		default:
			(*p).val = v
			return
		}
	}
	*p = &node[K, V]{key: k, val: v}
}

func (n *node[K, V]) walk(f func(K, V)) {
	if n != nil {
		n.left.walk(f)
		f(n.key, n.val)
		n.right.walk(f)
	}
}

type Pair[A, B any] struct {
	First  A
	Second B
}

func MakePair[A, B any](a A, b B) Pair[A, B] { return Pair[A, B]{a, b} }

func (p Pair[A, B]) Swap() Pair[B, A] { return Pair[B, A]{p.Second, p.First} }

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(x T) Set[T]       { s[x] = struct{}{}; return s }
func (s Set[T]) Has(x T) bool         { _, ok := s[x]; return ok }
func Union[T comparable](a, b Set[T]) Set[T] {
	out := Set[T]{}
	for x := range a {
		out.Add(x)
	}
	for x := range b {
		out.Add(x)
	}
	return out
}

func main() {
	var s Stack[string]
	s.Push("a")
	s.Push("b")
	fmt.Println(s.Len())
	x, ok := s.Pop()
	fmt.Println(x, ok)
	s.Pop()
	x, ok = s.Pop()
	fmt.Printf("%q %v\n", x, ok)

	l := new(List[float64]).Append(1, 2.5, 3)
	for i, v := range l.All() {
		if i == 2 {
			break
		}
		fmt.Println(i, v)
	}

	t := NewTree[string, int](func(a, b string) bool { return a < b })
	for i, w := range []string{"m", "c", "x", "c"} {
		t.Put(w, i)
	}
	t.root.walk(func(k string, v int) { fmt.Print(k, "=", v, " ") })
	fmt.Println()

	p := MakePair("one", 1)
	fmt.Printf("%v %+v %T\n", p, p.Swap(), p.Swap())
	nested := MakePair(p, []Pair[int, bool]{{1, true}})
	fmt.Printf("%v %T\n", nested, nested)

	u := Union(Set[int]{}.Add(1), Set[int]{}.Add(2).Add(1))
	fmt.Println(len(u), u.Has(2), u.Has(3))
}
