// workers: 1
package main

import (
	"context"
	"runtime"
	"sync"
)

type server struct {
	ctx   context.Context
	tasks chan string
}

func (s *server) serve() {
	for {
		select {
		case task := <-s.tasks:
			println(task)
		case <-s.ctx.Done():
			return
		}
	}
}

type key struct{}

// Nobody calls cancel: not that of the context itself, and not that of its parent.
func main() {
	parent, stop := context.WithCancelCause(context.Background())
	ctx, cancel := context.WithCancel(context.WithValue(parent, key{}, 1))
	s := &server{ctx, make(chan string)}
	var wg sync.WaitGroup
	wg.Go(s.serve)
	wg.Go(func() {
		named := context.WithValue(parent, key{}, 2)
		<-named.Done()
	})
	s.tasks <- "one task"
	runtime.Gosched()
	done := context.WithoutCancel(ctx).Done()
	wg.Go(func() { <-done })
	wg.Wait()
	stop(nil)
	cancel()
}
