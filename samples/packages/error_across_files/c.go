package main

var d = c

func main() { fmt.Println() }
