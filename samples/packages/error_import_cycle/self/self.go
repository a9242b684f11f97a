package self

import "example.com/x/self"

func F() { self.F() }
