package main

import . "example.com/x/lib"

func Name() {}

func main() {}
