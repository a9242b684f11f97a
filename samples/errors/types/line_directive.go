package main

func main() {
//line foo.go:100
	var x int = "a"
	/*line :20:5*/ var z int = "c"
	_ = z + "x"
//line sub/x.go:3:7
	_ = undefined1
	_ = undefined2
//line bad
	_ = undefined3
}
