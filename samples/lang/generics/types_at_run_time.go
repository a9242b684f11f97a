package main

import "fmt"

type Box[T any] struct{ v T }

func (b Box[T]) String() string { return fmt.Sprintf("Box(%v)", b.v) }

type Num[T any] int

type Alias[T any] = map[string]Box[T]

func Kind[T any](x T) string {
	switch y := any(x).(type) {
	case int:
		return fmt.Sprint("int ", y+1)
	case string:
		return "string " + y
	case []T:
		return "slice of itself"
	case Box[int]:
		return "box of int"
	case Box[T]:
		return "box of itself"
	case fmt.Stringer:
		return "stringer"
	}
	return fmt.Sprintf("other %T", x)
}

func Is[T any](x any) bool {
	_, ok := x.(T)
	return ok
}

func Local[T any](x T) any {
	type local struct{ x T }
	return local{x}
}

type Visitor[R any] interface{ Visit(n int) R }

type double struct{}

func (double) Visit(n int) int { return 2 * n }

type name struct{ prefix string }

func (v name) Visit(n int) string { return fmt.Sprint(v.prefix, n) }

func Accept[R any](v Visitor[R], ns ...int) (out []R) {
	for _, n := range ns {
		out = append(out, v.Visit(n))
	}
	return
}

type Embedded[T any] struct {
	Box[T]
	*Num[T]
}

func main() {
	fmt.Println(Kind(1), Kind("s"), Kind(2.5), Kind(Box[int]{1}), Kind(Box[string]{}), Kind([]int{}))
	fmt.Printf("%T %T %T %T\n", Box[int]{}, &Box[[]string]{}, Num[bool](1), Alias[int]{})
	fmt.Printf("%T %T\n", Box[Box[int]]{}, map[Num[int]]func(Box[error]) Box[bool]{})
	fmt.Println(Is[int](1), Is[string](1), Is[fmt.Stringer](Box[int]{}), Is[Box[int]](Box[int8]{}), Is[error](nil))
	a, b := Local(1), Local("x")
	fmt.Println(a == Local(1), a == b, a == Local(2))
	fmt.Println(Accept[int](double{}, 1, 2), Accept[string](name{"n"}, 1, 2))
	n := Num[int](5)
	e := Embedded[int]{Box[int]{3}, &n}
	fmt.Println(e.v, *e.Num, e.String(), e)
	f := Box[string].String
	g := Box[string]{"m"}.String
	fmt.Println(f(Box[string]{"e"}), g())
	var m Alias[int] = map[string]Box[int]{"k": {1}}
	fmt.Println(m)
}
