package num

type Real interface{ ~int | ~float64 }

type Number[T Real] func() T

type Pair[K comparable, V any] struct {
	Key   K
	Value V
}

func (p Pair[K, V]) String() string { return "pair" }

func Sum[T Real](list ...T) (sum T) {
	for _, x := range list {
		sum += x
	}
	return sum
}

var biggest = 100

func Max[T Real]() T { return T(biggest) }
