package main

func main() {
	defer func() {
		r := recover()
		panic("wrapped: " + r.(string))
	}()
	panic("first")
}
