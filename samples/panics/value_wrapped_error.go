package main

import (
	"errors"
	"fmt"
)

func main() {
	panic(fmt.Errorf("read: %w", errors.New("EOF")))
}
