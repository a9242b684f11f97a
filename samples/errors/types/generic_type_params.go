package main

func f[T any, T any](x T) {}


func h[T interface{ m() }](x T) { x.n() }

func i[T int | MyInt | ~int](x T) {}

type MyInt int

func j[T *U, U any](x T) U { return *x }

func k[T chan int | []int](x T) {
	for range x {
	}
	_ = len(x)
	close(x)
	x[0] = 1
}

func main() {
	switch x := j(new(int)); x.(type) {
	}
	var i interface{ int | string }
	_ = i
}
