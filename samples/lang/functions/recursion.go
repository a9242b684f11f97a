package main

import "fmt"

func ackermann(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

func isEven(n int) bool {
	if n == 0 {
		return true
	}
	return isOdd(n - 1)
}

func isOdd(n int) bool {
	if n == 0 {
		return false
	}
	return isEven(n - 1)
}

func permutations(s []int, n int, visit func([]int)) {
	if n == 1 {
		visit(s)
		return
	}
	for i := 0; i < n; i++ {
		permutations(s, n-1, visit)
		if n%2 == 0 {
			s[i], s[n-1] = s[n-1], s[i]
		} else {
			s[0], s[n-1] = s[n-1], s[0]
		}
	}
}

func hanoi(n int, from, to, via string, move func(string, string)) {
	if n > 0 {
		hanoi(n-1, from, via, to, move)
		move(from, to)
		hanoi(n-1, via, to, from, move)
	}
}

func depth(n int) int {
	var big [64]int
	big[n%64] = n
	if n == 0 {
		return 0
	}
	return depth(n-1) + big[n%64] - n + 1
}

func main() {
	fmt.Println(ackermann(2, 3), isEven(1000), isOdd(7))
	count, sum := 0, 0
	permutations([]int{1, 2, 3, 4}, 4, func(p []int) { count++; sum += p[0] })
	fmt.Println(count, sum)
	moves := 0
	hanoi(6, "a", "b", "c", func(string, string) { moves++ })
	fmt.Println(moves)
	fmt.Println(depth(20000))
}
