// What compiles it.

//go:build gc && !gccgo

package main

const compiler = "gc"
