package main

import "fmt"

func nest(n int) (sum int) {
	defer func() { sum += n }()
	if n == 0 {
		return 0
	}
	return nest(n - 1)
}

func main() {
	count := 0
	func() {
		for i := 0; i < 10000; i++ {
			defer func() { count += i }()
		}
	}()
	fmt.Println(count, nest(1000))
	func() {
		defer func() {
			defer func() {
				defer fmt.Println("innermost")
				fmt.Println("inner")
			}()
			fmt.Println("outer")
		}()
	}()
}
