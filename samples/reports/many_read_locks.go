// workers: 1
package main

import (
	"runtime"
	"sync"
)

type shard struct {
	sync.RWMutex
	_ [10]int
}

// Of very many read locks only the last ones are known.
func main() {
	var shards [40]shard
	go func() {
		for i := range shards {
			shards[i].RLock()
		}
		select {}
	}()
	go func() {
		runtime.Gosched()
		shards[0].Lock()
	}()
	runtime.Gosched()
	shards[39].Lock()
}
