package main

import (
	"context"
	"fmt"
)

func main() {
	ctx := context.WithValue(context.Background(), nil, 1)
	fmt.Println(ctx)
}
