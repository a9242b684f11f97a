package lib

func Name() {}
