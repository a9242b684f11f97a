package c

import "example.com/x/a"

var C = a.F
