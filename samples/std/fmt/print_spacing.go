package main

import "fmt"

func main() {
	fmt.Print("a", "b", 1, 2, true, "c", 3.5, nil, 'x', "\n")
	fmt.Print(1, 2, "\n")
	fmt.Println("a", 1, nil, true, 2.5, 'x', "b")
	fmt.Println()
	n, err := fmt.Println("héllo")
	fmt.Println(n, err)
	fmt.Printf("no newline;")
	n, _ = fmt.Printf(" %s\n", "é")
	fmt.Println(n)
	s := fmt.Sprint("x", 1, 2, "y") + fmt.Sprintln("z", 3) + fmt.Sprintf("%d|", 4)
	fmt.Printf("%q\n", s)
	fmt.Println(fmt.Sprint(), len(fmt.Sprintln()), fmt.Sprint(nil), fmt.Sprint([]any{1, "a", nil}))
	b := fmt.Append(nil, "x", 1)
	b = fmt.Appendf(b, "[%d]", 2)
	b = fmt.Appendln(b, "end")
	fmt.Printf("%q\n", b)
}
