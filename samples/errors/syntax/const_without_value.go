package main

const x
const y int

func main() {}
