package main

type N interface{ ~int | ~float64 }

type C interface {
	comparable
	M()
}

func f(n N) {}

func g() C { return nil }

func main() {
	var x N
	_ = x
	var y []comparable
	_ = y
	var z any = 1
	_ = z.(N)
}
