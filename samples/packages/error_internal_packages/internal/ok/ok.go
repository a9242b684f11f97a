package ok

func F() {}
