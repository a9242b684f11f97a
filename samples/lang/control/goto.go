package main

import "fmt"

func find(s []int, want int) int {
	i := 0
again:
	if i == len(s) {
		return -1
	}
	if s[i] != want {
		i++
		goto again
	}
	return i
}

func main() {
	fmt.Println(find([]int{4, 5, 6}, 6), find(nil, 1))
	n := 0
	var fs []func() int
start:
	{
		x := n * 10 // a new variable each time
		fs = append(fs, func() int { return x })
	}
	n++
	if n < 3 {
		goto start
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	for i := range 5 {
		for j := range 5 {
			if i*j == 6 {
				fmt.Println(i, j)
				goto done
			}
		}
	}
done:
	fmt.Println("done")
	goto end
end:
}
