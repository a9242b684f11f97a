package main

func main() {
	for i := range {
	}
	for range
}
