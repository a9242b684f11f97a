package lib

type T struct{}

type P struct {
	X int
	t *T
}

func NewP(x int) P { return P{x, nil} }

type Doer interface{ Do() }

type Func func()

type Color int

var Run = func(f func()) {
	defer func() {
		if x := recover(); x != nil {
			panic(x)
		}
	}()
	f()
}
