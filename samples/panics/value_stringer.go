package main

type S struct{ n int }

func (S) String() string { return "I am S" }

func main() {
	panic(S{3})
}
