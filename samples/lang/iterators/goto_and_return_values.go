package main

import "fmt"

func seq(yield func(int) bool) {
	for i := 1; yield(i); i++ {
	}
}

func pair(n int) (a, b int) {
	for i := range seq {
		for j := range seq {
			if i*j == n && i > 1 {
				return i, j
			}
			if j > n {
				break
			}
		}
		if i > n {
			return
		}
	}
	return
}

func jump() string {
	for i := range seq {
		if i == 4 {
			goto done
		}
	}
	return "never"
done:
	return "jumped"
}

func swtch() (out []int) {
	for i := range seq {
		switch {
		case i == 2:
			continue
		case i == 5:
			break
		case i > 6:
			return append(out, -1)
		default:
			out = append(out, i)
		}
	}
	return
}

func main() {
	fmt.Println(pair(15))
	fmt.Println(pair(7))
	fmt.Println(jump(), swtch())
	total := 0
	for i := range seq {
		total += i
		if total > 50 {
			break
		}
	}
	fmt.Println(total)
}
