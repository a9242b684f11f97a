package main

import (
	"fmt"
	"sync"
)

func main() {
	var m sync.Map
	m.Store("a", 1)
	v, ok := m.Load("a")
	fmt.Println(v, ok)
	v, ok = m.Load("none")
	fmt.Println(v, ok)
	v, loaded := m.LoadOrStore("a", 2)
	fmt.Println(v, loaded)
	v, loaded = m.LoadOrStore("b", 2)
	fmt.Println(v, loaded)
	sum := 0
	m.Range(func(k, v any) bool {
		sum += v.(int)
		return true
	})
	fmt.Println(sum)
	v, loaded = m.LoadAndDelete("a")
	fmt.Println(v, loaded)
	m.Delete("none")
	fmt.Println(m.CompareAndSwap("b", 2, 3))
	v, loaded = m.Swap("b", 9)
	fmt.Println(v, loaded)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 100 {
				m.Store(i, g)
				m.Load(i)
			}
		}()
	}
	wg.Wait()
	n := 0
	m.Range(func(k, v any) bool { n++; return true })
	fmt.Println(n)
	m.Clear()
	_, ok = m.Load(5)
	fmt.Println(ok)
	p := sync.Pool{New: func() any { return new([]byte) }}
	b := p.Get().(*[]byte)
	*b = append(*b, "x"...)
	p.Put(b)
	fmt.Println(len(*p.Get().(*[]byte)) <= 1)
	var empty sync.Pool
	fmt.Println(empty.Get())
}
