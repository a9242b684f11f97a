package a

type T struct{}

func (T) Run(T, int) {}

type Doer interface{ Do(T) error }

type Sealed interface{ sealed() }

var Value T

func Generic[N ~int | ~float64](n N) {}
