package main

import "fmt"

type S struct{ a, b int }

func p() (any, S, [3]int8) { return 1, S{1, 2}, [3]int8{1, 2, 3} }

func q() ([]S, S, S) { return nil, S{1, 2}, S{3, 4} }

func r() ([]error, error, error) { return nil, nil, fmt.Errorf("x") }

func cp() ([]S, []S) { return ch, []S{{7, 8}} }

var ch = make([]S, 2)

func d() (map[S]int, S) { return m, S{1, 2} }

var m = map[S]int{{1, 2}: 3, {2, 3}: 4}

func s() (string, string, string) { return "b", "a", "c" }

func cplx() (float32, float32) { return 1.5, 2 }

type F float64

func ff() (F, F) { return 2, 3 }

func main() {
	fmt.Println(append(q()))
	fmt.Println(append(r()))
	fmt.Println(copy(cp()), ch)
	delete(d())
	fmt.Println(m)
	fmt.Println(min(s()), max(s()))
	fmt.Println(complex(cplx()))
	fmt.Println(max(ff()))
	x := append(append(q()), append(q())...)
	fmt.Println(len(x), x)
	func() {
		m[S{1, 2}] = 5
		defer delete(d())
		defer copy(cp())
	}()
	fmt.Println(m)
	done := make(chan bool)
	go func() { defer close(done); defer delete(d()) }()
	<-done
}
