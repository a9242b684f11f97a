package main

import (
	"context"
	"fmt"
)

type key string
type id int

func main() {
	ctx := context.WithValue(context.Background(), key("user"), "ann")
	ctx = context.WithValue(ctx, id(1), 42)
	inner, cancel := context.WithCancel(context.WithValue(ctx, key("user"), "bob"))
	defer cancel()
	fmt.Println(ctx.Value(key("user")), inner.Value(key("user")), inner.Value(id(1)))
	fmt.Println(ctx.Value("user"), ctx.Value(id(2)), context.TODO().Value(1))
	func() {
		defer func() { fmt.Println(recover()) }()
		context.WithValue(ctx, []int{}, 1)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		context.WithValue(ctx, nil, 1)
	}()
}
