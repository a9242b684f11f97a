package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type group struct {
	wg     sync.WaitGroup
	once   sync.Once
	err    error
	cancel context.CancelCauseFunc
}

func (g *group) run(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.once.Do(func() {
				g.err = err
				g.cancel(err)
			})
		}
	}()
}

func (g *group) wait() error {
	g.wg.Wait()
	g.cancel(g.err)
	return g.err
}

func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	g := &group{cancel: cancel}
	g.run(func() error { return nil })
	g.run(func() error {
		time.Sleep(5 * time.Millisecond)
		return errors.New("first failure")
	})
	g.run(func() error {
		select {
		case <-ctx.Done():
			fmt.Println("cancelled because of", context.Cause(ctx))
			return ctx.Err()
		case <-time.After(5 * time.Second):
			return nil
		}
	})
	fmt.Println("result:", g.wait())
}
