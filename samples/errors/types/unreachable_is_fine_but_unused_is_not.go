package main

func main() {
	x, y := 1, 2
	_ = x
	func() {
		z := 1
		z = 2
	}()
	for i, v := range []int{1} {
		_ = i
	}
	var w int
	switch v := any(w).(type) {
	}
	return
}
