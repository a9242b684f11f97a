package main

import "example.com/x/pool"

func main() {
	p := pool.New()
	p.Start()
	p.Wait()
}
