// program: a.go a.go
package main

func main() {}
