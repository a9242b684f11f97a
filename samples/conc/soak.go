// A program that does everything at once and knows what must come out: each task has one right answer, whatever the
// schedule. Without an argument it does a few rounds; with one it goes on for so many seconds.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// triangle is 0 + 1 + … + n-1, what most tasks compute in some way.
func triangle(n int) int { return n * (n - 1) / 2 }

func pipeline(n int) int {
	source, doubled := make(chan int), make(chan int, 3)
	go func() {
		defer close(source)
		for i := range n {
			source <- i
		}
	}()
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range source {
				doubled <- 2 * v
			}
		}()
	}
	go func() { wg.Wait(); close(doubled) }()
	sum := 0
	for v := range doubled {
		sum += v
	}
	return sum / 2
}

func selects(n int) int {
	a, b, quit := make(chan int), make(chan int, 1), make(chan struct{})
	for i := range n {
		go func() {
			select {
			case a <- i:
			case b <- i:
			case <-quit:
				panic("nobody quits yet")
			}
		}()
	}
	sum := 0
	for got := 0; got < n; {
		select {
		case v := <-a:
			sum += v
			got++
		case v := <-b:
			sum += v
			got++
		case <-time.After(50 * time.Microsecond):
			runtime.Gosched()
		}
	}
	close(quit)
	return sum
}

type failure struct{ code int }

func (f *failure) Error() string { return "failure " + strconv.Itoa(f.code) }

func mayPanic(i int) (result int, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *failure:
			err = fmt.Errorf("wrapped: %w", r)
		case runtime.Error:
			result = i
		default:
			result = r.(int)
		}
	}()
	switch i % 4 {
	case 0:
		panic(&failure{i})
	case 1:
		var p *failure
		return p.code, nil
	case 2:
		defer func() { panic(recover().(int) + 1) }()
		panic(i - 1)
	}
	return i, nil
}

func panics(n int) int {
	results := make(chan int)
	for i := range n {
		go func() {
			v, err := mayPanic(i)
			var f *failure
			if errors.As(err, &f) {
				v = f.code
			}
			results <- v
		}()
	}
	sum := 0
	for range n {
		sum += <-results
	}
	return sum
}

func mapsAndLocks(n int) int {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	var reads atomic.Int64
	m := map[string]int{}
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			key := "key " + strconv.Itoa(i)
			mu.Lock()
			m[key] = i
			m["gone "+key] = i
			delete(m, "gone "+key)
			mu.Unlock()
			mu.RLock()
			reads.Add(int64(m[key] - i))
			mu.RUnlock()
		}()
	}
	wg.Wait()
	sum := int(reads.Load())
	for key, v := range m {
		if key != "key "+strconv.Itoa(v) {
			panic(key)
		}
		sum += v
	}
	return sum
}

type node struct {
	left, right *node
	value       int
	note        string
}

func build(lo, hi int) *node {
	if lo == hi {
		return nil
	}
	mid := (lo + hi) / 2
	return &node{build(lo, mid), build(mid+1, hi), mid, strings.Repeat("n", mid%7)}
}

func (t *node) sum() int {
	if t == nil {
		return 0
	}
	if len(t.note) != t.value%7 {
		panic("a note is broken")
	}
	return t.left.sum() + t.value + t.right.sum()
}

func garbage(n int) int {
	kept := build(0, n)
	for i := range 5 {
		if build(0, n+i).sum() != triangle(n+i) {
			return -1
		}
	}
	if n%3 == 0 {
		runtime.GC()
	}
	return kept.sum()
}

func contexts(n int) int {
	parent, cancel := context.WithCancel(context.Background())
	defer cancel()
	results := make(chan int, n)
	for i := range n {
		child, stop := context.WithTimeout(parent, time.Duration(1+i%3)*time.Millisecond)
		go func() {
			defer stop()
			<-child.Done()
			if child.Err() == nil {
				panic("done without a reason")
			}
			results <- i
		}()
	}
	if n%2 == 0 {
		cancel()
	}
	sum := 0
	for range n {
		sum += <-results
	}
	return sum
}

func timers(n int) int {
	var sum atomic.Int64
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		add := func() { sum.Add(int64(i)); wg.Done() }
		timer := time.AfterFunc(time.Duration(i%5)*100*time.Microsecond, add)
		if i%2 == 0 && timer.Stop() {
			go add()
		}
	}
	ticker := time.NewTicker(200 * time.Microsecond)
	<-ticker.C
	ticker.Stop()
	wg.Wait()
	return int(sum.Load())
}

func slicesAndStrings(n int) int {
	var all []int
	var text strings.Builder
	for i := range n {
		all = append(all, (i*7919)%n)
		text.WriteString(strconv.Itoa(i))
		text.WriteByte(' ')
	}
	sort.Ints(all)
	sum := 0
	for _, word := range strings.Fields(text.String()) {
		v, err := strconv.Atoi(word)
		if err != nil {
			panic(err)
		}
		sum += v
	}
	copies := append([]int(nil), all...)
	for i := range copies[1:] {
		if copies[i] > copies[i+1] {
			return -1
		}
	}
	return sum
}

func deep(n int) int {
	if n == 0 {
		return 0
	}
	var pad [20]int
	pad[n%20] = n - 1
	return deep(n-1) + pad[n%20]
}

func stacks(n int) int {
	done := make(chan int)
	go func() {
		defer func() { done <- 0 }()
		runtime.Goexit()
	}()
	go func() { done <- deep(n) }()
	return <-done + <-done
}

func conds(n int) int {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	next, sum := 0, 0
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			for next != i {
				ready.Wait()
			}
			sum += i
			next++
			ready.Broadcast()
		}()
	}
	wg.Wait()
	return sum
}

var tasks = []struct {
	name string
	run  func(n int) int
	size int
}{
	{"pipeline", pipeline, 200}, {"selects", selects, 60}, {"panics", panics, 80}, {"maps", mapsAndLocks, 150},
	{"garbage", garbage, 700}, {"contexts", contexts, 12}, {"timers", timers, 20}, {"slices", slicesAndStrings, 500},
	{"stacks", stacks, 900}, {"conds", conds, 15},
}

// round runs every task several times at once and gives the sum of what is wrong: 0.
func round(number int) (wrong int) {
	results := make(chan int)
	running := 0
	for _, task := range tasks {
		for copy := range 3 {
			n := task.size + (number+copy)%5
			running++
			go func() {
				got := task.run(n)
				if got != triangle(n) {
					fmt.Println("round", number, task.name, n, "gave", got, "not", triangle(n))
				}
				results <- got - triangle(n)
			}()
		}
	}
	for range running {
		if difference := <-results; difference != 0 {
			wrong++
		}
	}
	return wrong
}

func main() {
	seconds := 0
	if len(os.Args) > 1 {
		seconds, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	rounds, wrong, said := 0, 0, 0
	for rounds < 5 || time.Since(start) < time.Duration(seconds)*time.Second {
		wrong += round(rounds)
		rounds++
		if minute := int(time.Since(start).Minutes()); seconds > 0 && minute > said {
			said = minute
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			fmt.Println(minute, "minutes:", rounds, "rounds,", runtime.NumGoroutine(), "goroutines,", m.NumGC, "collections,", m.HeapSys>>20, "MiB")
		}
	}
	if seconds > 0 {
		fmt.Println("rounds:", rounds)
	}
	fmt.Println("wrong:", wrong)
}
