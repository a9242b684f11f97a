package b

import (
	"fmt"

	"example.com/x/c"
)

func F() { fmt.Println(c.C) }
