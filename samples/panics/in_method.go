package main

type T struct{ depth int }

func (t *T) Run(n int) {
	if n == 0 {
		t.fail()
	}
	t.Run(n - 1)
}

func (t T) fail() { panic("in method") }

func main() {
	t := &T{}
	t.Run(3)
}
