// A clause without statements does nothing, wherever it stands and however many there are.
package main

import "fmt"

func ofStrings(s string) string {
	r := "none"
	switch s {
	case "":
	case "a":
		r = "1"
	case "b", "bb":
		r = "2"
	case "c":
		r = "3"
	case "d":
	case "e":
		r = "5"
	case "f":
		r = "6"
	case "g":
		r = "7"
	case "h":
		r = "8"
	case "i":
		r = "9"
	case "j":
		r = "10"
	case "k":
	case "l":
	default:
		r = "default"
	}
	return r
}

func ofInts(n int) int {
	r := -1
	switch n {
	case 1:
	case 200:
		r = 200
	case 3000:
		r = 3000
	case 40000:
		r = 40000
	case 5:
		r = 5
	case 60:
		r = 60
	case 700:
		r = 700
	case 8000:
		r = 8000
	case 90000:
		r = 90000
	case 10:
	}
	return r
}

func ofTypes(x any) string {
	r := "none"
	switch x.(type) {
	case nil:
	case int:
		r = "int"
	case string:
		r = "string"
	case bool:
	case float64:
		r = "float64"
	case []int:
		r = "[]int"
	case map[string]int:
		r = "map"
	case chan int:
		r = "chan"
	case func():
		r = "func"
	case error:
		r = "error"
	}
	return r
}

func ofConditions(n int) string {
	r := "none"
	switch {
	case n == 0:
	case n < 2:
		r = "1"
	case n < 3:
		r = "2"
	case n < 4:
		r = "3"
	case n < 5:
		r = "4"
	case n < 6:
		r = "5"
	case n < 7:
		r = "6"
	case n < 8:
		r = "7"
	case n < 9:
	case n < 10:
		r = "9"
	}
	return r
}

func ofChannels(ready int) string {
	var c [10]chan int
	c[ready] = make(chan int, 1)
	c[ready] <- 1
	r := "none"
	select {
	case <-c[0]:
	case <-c[1]:
		r = "1"
	case <-c[2]:
		r = "2"
	case <-c[3]:
		r = "3"
	case <-c[4]:
	case <-c[5]:
		r = "5"
	case <-c[6]:
		r = "6"
	case <-c[7]:
		r = "7"
	case <-c[8]:
		r = "8"
	case <-c[9]:
		r = "9"
	}
	return r
}

func main() {
	for _, s := range []string{"", "a", "b", "bb", "c", "d", "e", "j", "k", "l", "m"} {
		fmt.Print(ofStrings(s), " ")
	}
	fmt.Println()
	for _, n := range []int{1, 200, 3000, 5, 90000, 10, 11} {
		fmt.Print(ofInts(n), " ")
	}
	fmt.Println()
	for _, x := range []any{nil, 1, "s", true, 1.5, []int{}, map[string]int{}, make(chan int), func() {}, fmt.Errorf("e"), 'c'} {
		fmt.Print(ofTypes(x), " ")
	}
	fmt.Println()
	for n := range 11 {
		fmt.Print(ofConditions(n), " ")
	}
	fmt.Println()
	for n := range 10 {
		fmt.Print(ofChannels(n), " ")
	}
	fmt.Println()
}
