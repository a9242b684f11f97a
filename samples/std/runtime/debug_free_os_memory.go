// debug.FreeOSMemory collects and gives memory back.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

func main() {
	var full, empty runtime.MemStats
	blocks := make([][]byte, 40)
	for i := range blocks {
		blocks[i] = make([]byte, 1<<20)
		for j := 0; j < len(blocks[i]); j += 4096 {
			blocks[i][j] = 1
		}
	}
	small := make([]*[4]int, 100_000)
	for i := range small {
		small[i] = &[4]int{i}
	}
	runtime.ReadMemStats(&full)
	fmt.Println(full.HeapAlloc >= 40<<20, len(blocks), *small[99_999])
	blocks, small = nil, nil
	debug.FreeOSMemory()
	runtime.ReadMemStats(&empty)
	fmt.Println(empty.HeapAlloc < 10<<20, empty.NumForcedGC-full.NumForcedGC, empty.HeapReleased >= 30<<20)

	again := make([]byte, 20<<20)
	for i := 0; i < len(again); i += 4096 {
		if again[i] != 0 {
			panic("memory came back dirty")
		}
	}
	fmt.Println(len(again))
}
