package store

type Store[T any] struct{ items []T }

func New[T any](items ...T) *Store[T] { return &Store[T]{items} }

func (s *Store[T]) At(i int) T {
	defer func() {
		println("leaving At")
	}()
	return s.items[i]
}

func Each[T any](s *Store[T], f func(int)) {
	for i := range s.items {
		func() { f(i) }()
	}
}
