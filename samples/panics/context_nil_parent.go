package main

import "context"

func main() {
	_, cancel := context.WithCancel(nil)
	cancel()
}
