// program: a.go a_test.go
package main

func main() {}
