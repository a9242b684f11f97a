package main

import fmt
import "fmt" "os"
import 'x'

func main() {}
