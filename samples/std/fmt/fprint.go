package main

import (
	"fmt"
	"os"
	"strings"
)

type upper struct{ n int }

func (u *upper) Write(p []byte) (int, error) {
	u.n += len(p)
	os.Stdout.WriteString(strings.ToUpper(string(p)))
	return len(p), nil
}

type failing struct{}

func (failing) Write(p []byte) (int, error) { return 0, fmt.Errorf("disk full") }

func main() {
	fmt.Fprintln(os.Stdout, "to stdout", 1)
	fmt.Fprintf(os.Stderr, "to stderr %d\n", 2)
	u := &upper{}
	fmt.Fprint(u, "shout", 1, "\n")
	fmt.Fprintf(u, "%s-%d\n", "fmt", 3)
	fmt.Println(u.n)
	fmt.Println(fmt.Fprintln(failing{}, "x"))
	var sb strings.Builder
	fmt.Fprintf(&sb, "%05d", 42)
	fmt.Println(sb.String(), sb.Len())
}
