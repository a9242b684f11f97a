package main

import "fmt"

func grade(n int) string {
	switch {
	case n >= 90:
		return "A"
	case n >= 80:
		return "B"
	}
	return "C"
}

func f(s string, n int) int { fmt.Print(s, " "); return n }

func main() {
	for i := range 7 {
		switch i {
		case 0:
			fmt.Print("zero ")
		case 1, 3, 5:
			fmt.Print("odd ")
		case 2:
			fmt.Print("two ")
			fallthrough
		case 100:
			fmt.Print("fell ")
		default:
			fmt.Print("default ")
		}
	}
	fmt.Println()
	fmt.Println(grade(95), grade(85), grade(10))
	switch x := 5; x {
	default:
		fmt.Println("default stands anywhere")
	case 6:
		fmt.Println("six")
	}
	switch f("tag", 2) { // cases are evaluated in order until one matches
	case f("a", 1), f("b", 2), f("c", 3):
		fmt.Println("match")
	case f("d", 2):
		fmt.Println("not reached")
	}
	switch s := "b"; {
	case s < "b":
		fmt.Println("less")
	case s == "b":
		fmt.Println("equal")
	}
	var e any = 3
	switch e {
	case "3":
		fmt.Println("string")
	case 3.0:
		fmt.Println("float")
	case 3:
		fmt.Println("int")
	}
	switch [2]int{1, 2} {
	case [2]int{1, 2}:
		fmt.Println("array")
	}
	switch p := (struct{ a int }{1}); p {
	case struct{ a int }{1}:
		fmt.Println("struct")
	}
	switch {
	}
	switch f("only", 1) {
	}
	switch true {
	case false:
	case 1 < 2:
		switch {
		default:
			fallthrough
		case false:
			fmt.Println("default falls through")
		}
	}
}
