package main

import "fmt"

func main() {
	m := map[int]bool{}
	for i := range 8 {
		m[i] = true
	}
	orders := map[string]bool{}
	for range 200 {
		s := ""
		for k := range m {
			s += fmt.Sprint(k)
		}
		orders[s] = true
	}
	fmt.Println("more than one order:", len(orders) > 1)
	fmt.Println("printed in order:", m)
}
