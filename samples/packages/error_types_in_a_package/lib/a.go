package lib

import "fmt"

func F() {
	var unused int
	G(1)
}
