//go:build go1.28

package main

const new = "newer"
