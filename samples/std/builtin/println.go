package main

type myInt int
type pair struct{ a, b int }

// The built-in functions print to stderr.
func main() {
	println("string", 1, -1, true, 'a', 1.5, float32(0.1), 1e21, 1e-5, 100000.0, 123456789.123)
	print("no", "spaces", 1, 2, "\n")
	var i8 int8 = -5
	var u64 uint64 = 1 << 63
	println(i8, u64, uintptr(7), myInt(3), 07, 0x1f)
	println(1.0/3, -0.0, 2.0, 1e100, 5e-324)
	var nan float64
	nan = nan / nan
	inf := 1e308
	inf *= 10
	println(nan, inf, -inf)
	println()
	const c = 1 << 40
	println(c, "é世", len("é世"))
	s := "concat"
	println(s + "enated")
}
