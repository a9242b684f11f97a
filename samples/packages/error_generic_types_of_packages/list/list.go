package list

type List[T any] struct{ items []T }

func Map[T, U any](l List[T], f func(T) U) (result List[U]) { return }
