package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	d, ok := ctx.Deadline()
	fmt.Println(ok, time.Until(d) <= 200*time.Millisecond)
	fmt.Println(ctx.Err())
	<-ctx.Done()
	fmt.Println(ctx.Err(), errors.Is(ctx.Err(), context.DeadlineExceeded), context.Cause(ctx))
	var t interface{ Timeout() bool }
	fmt.Println(errors.As(ctx.Err(), &t), t.Timeout())

	long, cancelLong := context.WithTimeout(context.Background(), time.Hour)
	short, cancelShort := context.WithTimeout(long, 5*time.Millisecond)
	<-short.Done()
	fmt.Println(long.Err(), short.Err())
	cancelShort()
	cancelLong()
	fmt.Println(long.Err())
	child, cancelChild := context.WithTimeout(short, time.Hour) // the parent's earlier deadline holds
	defer cancelChild()
	fmt.Println(child.Err())
	past, cancelPast := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancelPast()
	fmt.Println(past.Err())
	cause, cancelCause := context.WithTimeoutCause(context.Background(), time.Millisecond, errors.New("too slow"))
	defer cancelCause()
	<-cause.Done()
	fmt.Println(cause.Err(), context.Cause(cause))
	_, ok = context.Background().Deadline()
	fmt.Println(ok)
}
