package main

func main() {
	var p *int = 0
	var f func() = false
	var s []int = ""
	var e error = "x"
	if nil == nil {
	}
	_, _, _, _ = p, f, s, e
}
