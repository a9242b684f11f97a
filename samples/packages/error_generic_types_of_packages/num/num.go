package num

type Number interface{ ~int | ~float64 }

func Sum[T Number](list ...T) (sum T) { return }
