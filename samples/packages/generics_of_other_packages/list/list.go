package list

import "fmt"

type List[T any] struct{ items []T }

type Alias[T any] = List[T]

func (l *List[T]) Push(item T) { l.items = append(l.items, item) }
func (l List[T]) Len() int     { return len(l.items) }
func (l List[T]) All() []T     { return l.items }
func (l *List[T]) Each(yield func(T) bool) {
	for _, item := range l.items {
		if !yield(item) {
			return
		}
	}
}

func Map[T, U any](l *List[T], f func(T) U) *List[U] {
	m := &List[U]{}
	for _, item := range l.items {
		m.Push(f(item))
	}
	return m
}

type hidden[T any] struct{ x T }

func (h hidden[T]) String() string { return fmt.Sprint("hidden ", h.x) }

func Hidden[T any](x T) fmt.Stringer { return hidden[T]{x} }
