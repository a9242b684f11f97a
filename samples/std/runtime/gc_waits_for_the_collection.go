// runtime.GC returns when the collection is over, whoever else runs.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	for range 20 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 5 {
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				runtime.GC()
				runtime.ReadMemStats(&after)
				if after.NumGC <= before.NumGC {
					fmt.Println("GC came back too early:", before.NumGC, after.NumGC)
				}
			}
		}()
	}
	wg.Wait()
	fmt.Println("done")
}
