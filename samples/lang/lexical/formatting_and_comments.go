/* a block comment first */ package main /* and after */ ; import ("fmt"; s "strings")

// line comment
type T struct { a, b int; c string /* inside */ }; var x, y = 1, /* between */ 2

func /* odd */ f ( a int ,
	b ... string , ) ( int ,
	error ) { n := a +
		len(b) /* a comment
with a newline acts like one */ return n, nil
}

func (
	t *T,
) set(
	v int,
) *T {
	t.a = v; return t }

func main() { if x := 3 ; x > 2 { fmt.Println("one line") } else { }; for i := 0; i < 2; i++ { fmt.Print(i, ";") }; fmt.Println()
	;;
	{ }
	switch { case true: ; default: }
	n, _ := f(1, "a", "b",
	)
	fmt.Println(n, s.
		ToUpper("chained"), (&T{}).
		set(1).
		set(2).a)
	v := []int{
		1, 2,
		3,
	}
	m := map[string]int{"a": 1, "b": 2,
	}
	fmt.Println(len(v), len(m), x+
		y, - -x, + +x, x - -y, ^ ^y)
	p := &x; *p = *p * *p
	fmt.Println(*p/ *p, x)
	var c = make(chan<- chan int, 1); _ = c
	goto L; L: fmt.Println("label on the same line")
}
