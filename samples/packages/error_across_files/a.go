package main

import "fmt"

type T struct{}

func (T) M() {}

func main() { helper(1) }

func init() {}
