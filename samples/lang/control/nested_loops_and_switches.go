package main

import "fmt"

func classify(m [][]int) (out []string) {
rows:
	for i, row := range m {
		for j, v := range row {
			switch {
			case v == 0:
				continue
			case v < 0:
				out = append(out, fmt.Sprint("negative at ", i, ",", j))
				continue rows
			case v > 100:
				out = append(out, "too big")
				break rows
			case v%2 == 0:
				if j == 2 {
					break
				}
				fallthrough
			case v == 7:
				out = append(out, fmt.Sprint("even or seven ", v))
			default:
				for k := v; k > 0; k-- {
					if k == 3 {
						break
					}
					if k == 9 {
						continue rows
					}
				}
				out = append(out, fmt.Sprint("odd ", v))
			}
		}
		out = append(out, "end of row")
	}
	return
}

func collatz(n int) (steps int) {
	for ; n != 1; steps++ {
		if n%2 == 0 {
			n /= 2
			continue
		}
		n = 3*n + 1
	}
	return
}

func primes(limit int) (ps []int) {
next:
	for n := 2; n < limit; n++ {
		for _, p := range ps {
			if p*p > n {
				break
			}
			if n%p == 0 {
				continue next
			}
		}
		ps = append(ps, n)
	}
	return
}

func main() {
	for _, s := range classify([][]int{{0, 1, 2}, {4, -1, 6}, {9, 1}, {7, 3, 8}, {200, 1}, {1}}) {
		fmt.Println(s)
	}
	fmt.Println(collatz(27), primes(40))
	i := 0
	for {
		i++
		switch i {
		case 1, 2:
			continue
		case 5:
			goto out
		}
		if i > 3 {
			fmt.Println("i", i)
		}
	}
out:
	fmt.Println("out", i)
	for a, b := 0, 1; a < 100; a, b = b, a+b {
		if a > 20 && a%2 == 0 {
			fmt.Println("first", a)
			break
		}
	}
}
