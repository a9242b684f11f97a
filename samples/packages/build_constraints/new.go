//go:build go1.27 && unix

package main

const new = "new"
