package main

import "fmt"

func main() {
	for i := 0; i < 3; i++ {
		fmt.Print(i, " ")
	}
	n := 3
	for n > 0 {
		fmt.Print("n", n, " ")
		n--
	}
	for {
		n++
		if n == 2 {
			continue
		}
		if n > 4 {
			break
		}
		fmt.Print("loop", n, " ")
	}
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fmt.Print(i, j, " ")
	}
	fmt.Println()
	for i := range 3 {
		fmt.Print(i, " ")
	}
	for range 2 {
		fmt.Print("x ")
	}
	for i := range int8(3) {
		fmt.Printf("%T%d ", i, i)
	}
	var u uint8
	for u = range 4 {
	}
	fmt.Println(u)
	limit := 3
	for i := range limit {
		limit = 10
		i *= 2
		fmt.Print(i, " ")
	}
	for i := range 0 {
		fmt.Print("never", i)
	}
	for i := range -5 {
		fmt.Print("never", i)
	}
	fmt.Println()
	for i := 10; ; i -= 3 {
		if i < 0 {
			fmt.Println("end", i)
			break
		}
	}
	for ; n < 7; n++ {
	}
	fmt.Println(n)
	for i, c := range []byte("ab") {
		fmt.Print(i, c, " ")
	}
	var arr *[3]int
	for i := range arr { // only the length is needed: nil is fine
		fmt.Print(i, " ")
	}
	fmt.Println(len(arr))
}
