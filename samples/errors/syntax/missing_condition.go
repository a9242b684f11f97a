package main

func main() {
	if {
	}
	for i := 0; i < 3 {
	}
	switch x := 1 {
	}
}
