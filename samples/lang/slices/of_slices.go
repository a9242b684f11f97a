package main

import "fmt"

func main() {
	triangle := make([][]int, 5)
	for i := range triangle {
		triangle[i] = make([]int, i+1)
		triangle[i][0], triangle[i][i] = 1, 1
		for j := 1; j < i; j++ {
			triangle[i][j] = triangle[i-1][j-1] + triangle[i-1][j]
		}
	}
	for _, row := range triangle {
		fmt.Println(row)
	}
	rows := [][]string{{"a", "b"}, {}, {"c"}}
	rows[1] = append(rows[1], "x", "y")
	rows[0], rows[2] = rows[2], rows[0]
	fmt.Println(rows, len(rows[1]))
	shared := make([]int, 2)
	both := [][]int{shared, shared}
	both[0][1] = 5
	fmt.Println(both)
}
