package lib

type Sealed interface{ sealed() }

type T struct{}
type Other struct{}

type Doer interface{ Do(T) }

type Point struct{ X, y int }
