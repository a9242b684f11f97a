package lib

func G() { if }
