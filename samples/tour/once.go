// A Once runs its function the first time only, however many goroutines ask.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var once sync.Once
	var wg sync.WaitGroup
	for range 5 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			once.Do(func() { fmt.Println("set up once") })
		}()
	}
	wg.Wait()
	fmt.Println("all done")
}
