package ok

import "example.com/x/internal/ok"

func F() { ok.F() }
