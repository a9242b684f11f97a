// flags: --memory 16MiB
// plain
// The stack has to grow for a deferred call, and there is memory for that only after a collection. The call is not lost,
// neither when the function returns nor when it panics.
package main

import "fmt"

var sink *[128]int
var sum int
var ran, recovered bool

// big needs a large frame.
func big() {
	var a, b, c, d, e, f, g, h [60]int
	for i := range a {
		a[i], b[i], c[i], d[i], e[i], f[i], g[i], h[i] = i, i, i, i, i, i, i, i
	}
	k := sum & 31
	sum += a[k] + b[k] + c[k] + d[k] + e[k] + f[k] + g[k] + h[k]
	ran = true
	recovered = recover() != nil
}

var garbage int
var panics bool

func leaf() {
	defer big()
	for i := 0; i < garbage; i++ {
		sink = new([128]int)
	}
	if panics {
		panic("out")
	}
}

func deep(n int) {
	if n == 0 {
		leaf()
		return
	}
	deep(n - 1)
}

func main() {
	for garbage = 2800; garbage < 3300; garbage += 100 {
		for _, panics = range []bool{false, true} {
			for depth := 261700; depth < 262000; depth += 100 {
				ran, recovered = false, false
				done := make(chan bool)
				go func() {
					deep(depth)
					done <- true
				}()
				<-done
				if !ran || recovered != panics {
					fmt.Println("lost", garbage, depth, panics, ran, recovered)
				}
			}
		}
	}
	fmt.Println("done")
}
