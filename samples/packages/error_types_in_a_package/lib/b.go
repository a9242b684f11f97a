package lib

func G() string { return 1 }

func F() {}
