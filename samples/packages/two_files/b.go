package main

const greeting = "hello"

type helper struct{ n int }

func (h helper) double() int { return 2 * h.n }
