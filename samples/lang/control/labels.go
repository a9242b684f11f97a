package main

import "fmt"

func main() {
outer:
	for i := 0; i < 4; i++ {
		for j := 0; j < 4; j++ {
			switch {
			case j == 2:
				continue outer
			case i == 2:
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
loop:
	for i := range 10 {
		switch i {
		case 3:
			break // the switch
		case 6:
			break loop
		default:
			fmt.Print(i, " ")
		}
	}
	fmt.Println()
sw:
	switch {
	default:
		for {
			break sw
		}
	}
	ch := make(chan int, 1)
sel:
	for {
		select {
		case ch <- 1:
			continue sel
		default:
			break sel
		}
	}
rows:
	for _, row := range [][]int{{1, 2}, {3, -1, 4}, {5}} {
		for _, v := range row {
			if v < 0 {
				continue rows
			}
			fmt.Print(v, " ")
		}
		fmt.Print("| ")
	}
	fmt.Println(len(ch))
}
