package main

func main() {
	if x := 1 {
	}
	if x := 1; {
	}
	if var y = 1; y > 0 {
	}
}
