package secret

func F() {}
