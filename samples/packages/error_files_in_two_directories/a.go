// program: a.go sub/b.go
package main

func main() {}
