package main

import "fmt"

func f(s *fmt.Stringer) string { return s.String() }

func main() {}
