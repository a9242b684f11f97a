package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type config struct{ n int }

func main() {
	var i32 int32
	var i64 int64
	var u32 uint32
	var u64 uint64
	fmt.Println(atomic.AddInt32(&i32, 5), atomic.AddInt64(&i64, -3), atomic.AddUint32(&u32, ^uint32(0)), atomic.AddUint64(&u64, 7))
	fmt.Println(atomic.LoadInt32(&i32), atomic.SwapInt64(&i64, 10), i64)
	fmt.Println(atomic.CompareAndSwapUint64(&u64, 7, 8), atomic.CompareAndSwapUint64(&u64, 7, 9), u64)
	atomic.StoreUint32(&u32, 1)
	fmt.Println(u32)
	var n atomic.Int64
	var b atomic.Bool
	var u atomic.Uint32
	n.Store(4)
	fmt.Println(n.Add(1), n.Swap(2), n.CompareAndSwap(2, 3), n.Load())
	fmt.Println(b.Swap(true), b.Load(), b.CompareAndSwap(false, true), u.Add(1))
	fmt.Println(n.And(2), n.Or(8), n.Load())
	var p atomic.Pointer[config]
	fmt.Println(p.Load() == nil)
	c := &config{1}
	p.Store(c)
	fmt.Println(p.Load().n, p.CompareAndSwap(c, &config{2}), p.Load().n)
	var v atomic.Value
	fmt.Println(v.Load())
	v.Store("text")
	fmt.Println(v.Load(), v.Swap("new"), v.CompareAndSwap("new", "newer"), v.Load())
	func() {
		defer func() { fmt.Println(recover()) }()
		v.Store(1)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		v.Store(nil)
	}()
	var wg sync.WaitGroup
	var shared [3]atomic.Int32
	for g := range 6 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 1000 {
				shared[g%3].Add(1)
			}
		}()
	}
	wg.Wait()
	fmt.Println(shared[0].Load(), shared[1].Load(), shared[2].Load())
}
