package main

type point struct{ x, y int }

type shape interface{ area() float64 }

type square struct{ side float64 }

func (s *square) area() float64 { return s.side * s.side }

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func loops(s []int, n int) (sum int) {
	for i := 0; i < len(s); i++ {
		sum += s[i]
	}
	for i := 2; i <= n; i += 3 {
		sum += i
	}
	for i := n; i >= 0; i-- {
		sum ^= i
	}
	for i, v := range s {
		sum += i * v % 1000003
	}
	return
}

func fields(ps []point, p *point) {
	for i := range ps {
		ps[i].x += p.y
		ps[i].y = ps[i].x + 1
	}
	p.x++
}

func swap(s []int, i, j int) {
	s[i], s[j] = s[j], s[i]
}

func narrow(a int8, b uint16, c uint32, n uint) (int8, uint16, uint32) {
	return a + 1, b << n, c*3 ^ c>>7
}

func closures() (func() int, func() int) {
	n, step := 0, 2
	return func() int { n += step; return n }, func() int { return step }
}

func deferred(f func()) (err any) {
	defer func() { err = recover() }()
	f()
	return nil
}

func dispatch(n int, v any) string {
	switch n {
	case 1, 2:
		return "few"
	case 3:
		fallthrough
	case 4:
		return "some"
	case 5, 6, 7:
		return "many"
	}
	switch v := v.(type) {
	case nil:
		return "nil"
	case string:
		return v
	case shape:
		if v.area() > 1 && n != 9 {
			return "large"
		}
	}
	return ""
}

func communicate(in <-chan point, out chan<- int, done chan struct{}) (p point) {
	select {
	case p = <-in:
	case out <- 1:
	case _, ok := <-done:
		if !ok {
			close(out)
		}
	}
	return p
}

func count(m map[string]int, words []string) {
	for _, w := range words {
		m[w]++
		if n, ok := m[w+"s"]; ok {
			delete(m, w)
			m["sum"] += n
		}
	}
}

func largest[T int | float64](a, b T) T {
	if a > b {
		return a
	}
	return b
}

func main() {
	println(fib(20), loops([]int{1, 2, 3}, 10), largest(1, 2), largest(1.5, 2))
	fields(make([]point, 2), &point{1, 2})
	swap([]int{1, 2}, 0, 1)
	narrow(1, 2, 3, 4)
	next, _ := closures()
	deferred(func() { println(next()) })
	println(dispatch(3, &square{2}))
	communicate(nil, make(chan int, 1), nil)
	count(map[string]int{}, []string{"a"})
}
