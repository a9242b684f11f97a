package main
func f(x int) {}

func main() {
	f([]int{1}...)
}
