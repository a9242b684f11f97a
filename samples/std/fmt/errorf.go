package main

import (
	"errors"
	"fmt"
)

func main() {
	base := errors.New("base")
	one := fmt.Errorf("one: %w", base)
	two := fmt.Errorf("two: %w and %w", one, errors.New("other"))
	plain := fmt.Errorf("plain: %v", base)
	fmt.Println(one, "|", two, "|", plain)
	fmt.Println(errors.Unwrap(one) == base, errors.Unwrap(two), errors.Unwrap(plain))
	fmt.Println(errors.Is(two, base), errors.Is(plain, base))
	fmt.Printf("%T %T %T %T\n", base, one, two, plain)
	fmt.Println(fmt.Errorf("%d %w", 1, nil), fmt.Errorf("%w", 5))
	fmt.Printf("%v %+v %s %q\n", one, one, one, one)
	fmt.Println(fmt.Errorf("no verbs"), fmt.Errorf("%%w %s", "x"))
}
