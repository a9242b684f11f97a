package main

import "example.com/x/a"

func Name() {}
