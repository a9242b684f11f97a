package main

import (
	"context"
	"errors"
	"fmt"
)

func main() {
	root, cancelRoot := context.WithCancel(context.Background())
	a, cancelA := context.WithCancel(root)
	b, cancelB := context.WithCancel(root)
	defer cancelB()
	c, cancelC := context.WithCancel(a)
	defer cancelC()
	cancelA()
	<-a.Done()
	<-c.Done() // children are cancelled with their parent
	fmt.Println(root.Err(), a.Err(), b.Err(), c.Err())
	cancelA() // again: nothing happens
	cancelRoot()
	<-b.Done()
	fmt.Println(b.Err(), errors.Is(b.Err(), context.Canceled))
	late, cancel := context.WithCancel(root)
	fmt.Println(late.Err()) // born cancelled
	cancel()

	ctx, cancelCause := context.WithCancelCause(context.Background())
	child, cancelChild := context.WithCancel(ctx)
	cancelCause(errors.New("because"))
	cancelCause(errors.New("second is ignored"))
	fmt.Println(ctx.Err(), context.Cause(ctx), context.Cause(child))
	cancelChild()
	fmt.Println(context.Cause(context.Background()), context.Background().Err())

	afterDone := make(chan bool)
	d, cancelD := context.WithCancel(context.Background())
	stop := context.AfterFunc(d, func() { afterDone <- true })
	cancelD()
	fmt.Println(<-afterDone, stop())
	e, cancelE := context.WithCancel(context.Background())
	stop = context.AfterFunc(e, func() { fmt.Println("never") })
	fmt.Println(stop())
	cancelE()
	w := context.WithoutCancel(a)
	fmt.Println(w.Err(), w.Done() == nil)
}
