//go:build gccgo || (ignore && linux)

package main

const compiler = "gccgo"
