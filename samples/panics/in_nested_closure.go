package main

func main() {
	f := func() {
		func() {
			panic("deep closure")
		}()
	}
	f()
}
