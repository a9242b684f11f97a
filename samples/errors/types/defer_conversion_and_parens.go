package main

func f() {}

func main() {
	defer int(3)
	defer (f())
	go func() {}
	defer append([]int{}, 1)
}
