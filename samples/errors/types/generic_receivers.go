package main

type L[T any] struct{ x T }

func (l L) a()         {}
func (l L[T, U]) b()   {}
func (l L[int]) c()    {}
func (l *L[T]) d() T   { return 1 }
func (l L[T]) e()      {}
func (l L[T]) e()      {}
func (l L[_]) ok() bool { return true }

func main() {
	var l L[string]
	l.d().foo()
	l.f()
}
