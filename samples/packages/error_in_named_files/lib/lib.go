package lib

func F(int) {}
