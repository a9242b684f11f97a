package runtime

func Gosched() { println("gosched") }

func Goexit() {}
