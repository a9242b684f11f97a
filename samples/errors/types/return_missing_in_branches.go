package main

func a(x int) int {
	if x > 0 {
		return 1
	} else if x < 0 {
		return 2
	}
}

func b(x int) int {
	for {
		break
	}
}

func c(x int) int {
	switch x {
	case 1:
		return 1
	}
}

func d(x int) int {
	for x > 0 {
		return 1
	}
}

func ok1() int {
	for {
	}
}

func ok2(x int) int {
	switch {
	case x > 0:
		return 1
	default:
		panic("x")
	}
}

func ok3() int {
	select {}
}

func ok4() int {
L:
	goto L
}

func main() {}
