package main

func main() {
	f := func() int { return }
	_ = f
}
