package main

func f() any {
	type T struct{ a int }
	return T{1}
}

func main() {
	x := f()
	type T struct{ a int }
	println(x.(T).a)
}
