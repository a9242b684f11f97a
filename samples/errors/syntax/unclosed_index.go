package main

func main() {
	a := []int{1}
	println(a[0)
	println(a[])
	println(a[::])
}
