package main

func main() {
	println((interface{})(nil))
	println((error)(nil), 1)
	defer println((error)(nil))
}
