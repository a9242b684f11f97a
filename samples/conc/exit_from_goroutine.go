package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	defer fmt.Println("never: os.Exit runs no deferred calls")
	go func() {
		defer fmt.Println("never")
		fmt.Println("exiting")
		os.Exit(3)
	}()
	time.Sleep(5 * time.Second)
}
