package main

import (
	"fmt"
	"sync"
)

func Generate[T any](xs ...T) <-chan T {
	ch := make(chan T)
	go func() {
		defer close(ch)
		for _, x := range xs {
			ch <- x
		}
	}()
	return ch
}

func Pipe[In, Out any](in <-chan In, f func(In) Out) <-chan Out {
	out := make(chan Out)
	go func() {
		defer close(out)
		for x := range in {
			out <- f(x)
		}
	}()
	return out
}

func Collect[T any](in <-chan T) (out []T) {
	for x := range in {
		out = append(out, x)
	}
	return
}

type Cache[K comparable, V any] struct {
	mu   sync.Mutex
	m    map[K]V
	miss func(K) V
}

func (c *Cache[K, V]) Get(k K) V {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.m[k]; ok {
		return v
	}
	if c.m == nil {
		c.m = make(map[K]V)
	}
	v := c.miss(k)
	c.m[k] = v
	return v
}

func ParallelMap[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, len(xs))
	var wg sync.WaitGroup
	for i, x := range xs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			out[i] = f(x)
		}()
	}
	wg.Wait()
	return out
}

type Future[T any] struct {
	done chan struct{}
	val  T
	err  error
}

func Go[T any](f func() (T, error)) *Future[T] {
	fut := &Future[T]{done: make(chan struct{})}
	go func() {
		defer close(fut.done)
		fut.val, fut.err = f()
	}()
	return fut
}

func (f *Future[T]) Wait() (T, error) {
	<-f.done
	return f.val, f.err
}

func Select[T any](a, b chan T) T {
	select {
	case x := <-a:
		return x
	case x := <-b:
		return x
	}
}

func main() {
	squares := Pipe(Generate(1, 2, 3), func(i int) string { return fmt.Sprint(i * i) })
	fmt.Println(Collect(squares))
	calls := 0
	c := Cache[string, int]{miss: func(s string) int { calls++; return len(s) }}
	fmt.Println(c.Get("abc"), c.Get("abc"), c.Get(""), calls)
	fmt.Println(ParallelMap([]float64{1, 2, 3}, func(x float64) int { return int(x * 10) }))
	f := Go(func() (string, error) { return "v", fmt.Errorf("e") })
	fmt.Println(f.Wait())
	a, b := make(chan int), make(chan int, 1)
	b <- 4
	fmt.Println(Select(a, b))
}
