package lib

import (
	"example.com/x/lib/internal/ok"
	"example.com/x/other/internal/secret"
)

func F() { ok.F(); secret.F() }
