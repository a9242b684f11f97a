package main

func main() {
	seq := func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	}
	for i := range seq {
		if i == 2 {
			panic("in the loop body")
		}
	}
}
