package main

import (
	"context"
	"fmt"
)

type k int

type key string

func (k key) String() string { return "key " + string(k) }

func main() {
	fmt.Println(context.Background(), context.TODO())
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	v := context.WithValue(ctx, k(1), "value")
	fmt.Println(ctx)
	fmt.Println(v)
	fmt.Println(context.WithValue(v, key("x"), 3))
	fmt.Println(context.WithValue(v, "string key", key("stringer value")))
	fmt.Println(context.WithoutCancel(v))
	fmt.Printf("%s %v\n", context.Background(), ctx.Err())
	fmt.Printf("%T %T\n", context.Canceled, context.DeadlineExceeded)
	fmt.Println(context.Canceled, context.DeadlineExceeded)
}
