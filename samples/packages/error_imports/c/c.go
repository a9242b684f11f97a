package c

func Name() {}
