// workers: 1
package main

import (
	"runtime"
	"sync"
)

type table struct {
	sync.RWMutex
	rows map[int]string
}

func write(t *table) {
	t.Lock()
	defer t.Unlock()
	t.rows = map[int]string{}
}

func read(t *table) {
	t.RLock()
	defer t.RUnlock()
	_ = t.rows[1]
}

// Two copies, one of a table that is read and one of a table that is written.
func main() {
	var wg sync.WaitGroup
	var reading, writing table
	reading.RLock()
	first := reading
	reading.RUnlock()
	writing.Lock()
	second := writing
	writing.Unlock()
	wg.Go(func() { write(&first) })
	for range 100 {
		runtime.Gosched()
	}
	wg.Go(func() { read(&first) })
	wg.Go(func() { read(&second) })
	wg.Go(func() { write(&writing) })
	wg.Wait()
}
