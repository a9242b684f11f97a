package main

func main() {
	switch nil {
	}
}
